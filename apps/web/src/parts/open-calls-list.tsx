// The live list of open calls, with a Join on each that has room.
import type { CallInfo } from '@parley/client';
import { useId } from 'preact/hooks';
import { useOpenCalls } from '../state/open-calls.ts';
import { WORDS } from '@parley/call-view/words/words.ts';
import { hereWords, PAGE_WORDS } from '../words/page-words.ts';
import { Button } from '@parley/call-view/parts/button.tsx';
import { usePage } from './page-context.ts';

export function OpenCallsList() {
  const page = usePage();
  const { calls, server } = useOpenCalls(page.view.parley);
  const heading = useId();
  const { openCalls, noOpenCalls, listAway } = PAGE_WORDS.start;
  return (
    <section class="open-calls" aria-labelledby={heading}>
      <h2 id={heading}>{openCalls}</h2>
      {server === 'away' && <p class="quiet small">{listAway}</p>}
      {server === 'here' && calls.length === 0 && <p class="quiet small">{noOpenCalls}</p>}
      {calls.length > 0 && (
        <ul>
          {calls.map((call) => (
            <OpenCall key={call.id} call={call} />
          ))}
        </ul>
      )}
    </section>
  );
}

function OpenCall({ call }: { call: CallInfo }) {
  const page = usePage();
  const id = useId();
  const here = call.participants.length;
  const full = here >= call.maxParticipants;
  return (
    <li class="open-call">
      <p id={id}>
        <span class="open-call-name">{call.name ?? PAGE_WORDS.nameless}</span>
        <span class="quiet small">{hereWords(here)}</span>
      </p>
      {full ? (
        <span class="quiet small">{PAGE_WORDS.start.full}</span>
      ) : (
        <Button voice="join" slim busy={page.view.busy.value} describedBy={id} onPress={() => page.choose(call.id)}>
          {WORDS.wayIn.join}
        </Button>
      )}
    </li>
  );
}
