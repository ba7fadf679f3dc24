// Inside a call, alone or not: one frame for both, so that the live region with the state stays the same element.
import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { useCallView } from '../parts/call-view-context.ts';
import { Clock } from '../parts/clock.tsx';
import { useResting } from '../parts/use-resting.ts';
import { fetchInsight, RoomQuality } from '../late/insight.ts';
import { Room } from '../late/room.ts';
import { WORDS } from '../words/words.ts';
import { Waiting } from './waiting.tsx';

export interface InCallProps {
  /** Stands above the view while one is alone, around what it is given. */
  Head: ComponentType<{ children?: ComponentChildren }>;
  /** What is to be said of the link. */
  children?: ComponentChildren;
}

export function InCall({ Head, children }: InCallProps) {
  const view = useCallView();
  const resting = useResting();
  const call = view.call.value;
  useEffect(() => void fetchInsight(), []);
  if (!call) return null;
  const waiting = view.screen.value === 'waiting';
  const { words, tone } = call.status.value;
  const info = call.info.value;
  const [only, ...more] = call.others.value;
  const label = (
    <div class="call-label">
      <h1 tabIndex={-1}>{info.name ?? (more.length === 0 ? only?.name : null) ?? WORDS.call.untitled}</h1>
      {!waiting && info.startedAt !== null && <Clock since={info.startedAt} />}
      <p class="call-status" role="status" data-tone={tone}>
        {words}
      </p>
      {!waiting && <RoomQuality call={call} />}
    </div>
  );
  return (
    <div class={waiting ? 'page' : 'room'} data-resting={!waiting && resting.value ? '' : undefined}>
      {waiting ? <Head>{label}</Head> : <header class="room-head">{label}</header>}
      {waiting ? <Waiting call={call}>{children}</Waiting> : <Room call={call} />}
    </div>
  );
}
