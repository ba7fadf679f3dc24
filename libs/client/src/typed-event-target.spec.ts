// What the compiler knows of events. The lines that expect an error fail the check of types if there is none.
import { expect, test } from '@jest/globals';
import type { CallErrorEvent } from './call-error.ts';
import type { CallEndedEvent, ParticipantEvent } from './call-events.ts';
import type { Call } from './call.ts';
import type { LocalMedia } from './media/local-media.ts';
import type { RemoteParticipant } from './remote-participant.ts';
import { TypedEventTarget } from './typed-event-target.ts';

type IsAny<T> = 0 extends 1 & T ? true : false;
type Same<One, Other> = IsAny<One> extends true ? false : [One, Other] extends [Other, One] ? true : false;

/** Compiles only if the types are the same. */
const same = <One, Other>(answer: Same<One, Other>): boolean => answer;

/** Never run: it is there to be compiled. */
export function compiles(call: Call, media: LocalMedia, participant: RemoteParticipant): void {
  call.addEventListener('participantjoined', (event) => {
    same<typeof event, ParticipantEvent>(true);
    same<typeof event.participant, RemoteParticipant>(true);
  });
  call.addEventListener('ended', (event) => same<typeof event, CallEndedEvent>(true));
  call.addEventListener('error', ({ error }) => same<typeof error, CallErrorEvent['error']>(true));
  call.addEventListener('statechange', (event) => same<typeof event, Event>(true), { once: true });
  call.addEventListener('ended', { handleEvent: ({ reason }) => same<typeof reason, CallEndedEvent['reason']>(true) });
  const onEnded = ({ reason }: CallEndedEvent): unknown => reason;
  call.addEventListener('ended', onEnded);
  call.removeEventListener('ended', onEnded);
  media.addEventListener('error', (event) => same<typeof event, CallErrorEvent>(true));
  participant.addEventListener('trackschange', (event) => same<typeof event, Event>(true));

  // @ts-expect-error there is no such event
  call.addEventListener('participantjoind', () => {});
  // @ts-expect-error it is another target's event
  media.addEventListener('participantjoined', () => {});
  // @ts-expect-error the event has no such member
  call.addEventListener('statechange', ({ participant }) => participant);
  // @ts-expect-error a listener of another event
  call.addEventListener('participantleft', onEnded);
  // @ts-expect-error what an event map names has to be an event
  void new TypedEventTarget<{ ended: string }>();
}

test('it is the platform’s own EventTarget', () => {
  expect(TypedEventTarget).toBe(EventTarget);
});
