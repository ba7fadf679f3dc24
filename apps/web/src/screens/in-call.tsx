// Inside a call, alone or not: one frame for both, so that the live region with the state stays the same element.
import { Head } from '../parts/head.tsx';
import { Clock } from '@parley/call-view/parts/clock.tsx';
import { usePage } from '../parts/page-context.ts';
import { useResting } from '@parley/call-view/parts/use-resting.ts';
import { room } from '@parley/call-view/state/late-room.ts';
import { WORDS } from '@parley/call-view/words/words.ts';
import { Waiting } from './waiting.tsx';

export function InCall() {
  const page = usePage();
  const resting = useResting();
  const call = page.call.value;
  if (!call) return null;
  const waiting = page.screen.value === 'waiting';
  const { words, tone } = call.status.value;
  const info = call.info.value;
  const { value: parts } = room;
  const [only, ...more] = call.others.value;
  const label = (
    <div class="call-label">
      <h1 tabIndex={-1}>{info.name ?? (more.length === 0 ? only?.name : null) ?? WORDS.call.untitled}</h1>
      {!waiting && info.startedAt !== null && <Clock since={info.startedAt} />}
      <p class="call-status" role="status" data-tone={tone}>
        {words}
      </p>
      {!waiting && parts && <parts.RoomQuality call={call} />}
    </div>
  );
  return (
    <div class={waiting ? 'page' : 'room'} data-resting={!waiting && resting.value ? '' : undefined}>
      {waiting ? <Head>{label}</Head> : <header class="room-head">{label}</header>}
      {waiting ? <Waiting call={call} /> : parts && <parts.Room call={call} />}
    </div>
  );
}
