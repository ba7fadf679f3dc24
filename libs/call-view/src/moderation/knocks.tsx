// Who stands before the call's door: one line each, with the two answers.
import type { Knock } from '@parley/client/moderation';
import { Bell } from 'lucide';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import type { CurrentCall } from '../state/current-call.ts';
import { WORDS } from '../words/words.ts';
import { moderationOf } from './call-moderation.ts';
import { MODERATION_WORDS } from './moderation-words.ts';

/** @param line how each of them looks */
export function Knocks({ call, line }: { call: CurrentCall; line: string }) {
  const moderation = moderationOf(call);
  const { wantsIn, admit, refuse } = MODERATION_WORDS;
  return moderation.knocks.value.map((knock: Knock) => (
    <div key={knock.id} class={`${line} asking`} role="group" aria-label={wantsIn(knock.displayName ?? WORDS.guest)}>
      <Icon of={Bell} />
      <p>{wantsIn(knock.displayName ?? WORDS.guest)}</p>
      <span class="asking-answers">
        <Button voice="join" slim busy={moderation.busy.value} onPress={() => moderation.act((by) => by.admit(knock))}>
          {admit}
        </Button>
        <Button voice="text" slim busy={moderation.busy.value} onPress={() => moderation.act((by) => by.refuse(knock))}>
          {refuse}
        </Button>
      </span>
    </div>
  ));
}
