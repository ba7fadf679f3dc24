// Who may come in from now on: nobody new, those who are let in, those who know the password.
import { useSignal } from '@preact/signals';
import { Lock, LockOpen } from 'lucide';
import { Button } from '../parts/button.tsx';
import { SwitchField } from '../parts/field.tsx';
import { TextField } from '../parts/text-field.tsx';
import type { CurrentCall } from '../state/current-call.ts';
import { moderationOf } from './call-moderation.ts';
import { MODERATION_WORDS } from './moderation-words.ts';

export function DoorSettings({ call }: { call: CurrentCall }) {
  const moderation = moderationOf(call);
  const { locked = false, lobby = false, passwordProtected } = call.info.value;
  const words = MODERATION_WORDS;
  const busy = moderation.busy.value;
  return (
    <div class="stack door-settings">
      <div>
        <SwitchField
          name={words.lobby}
          on={lobby}
          busy={busy}
          onSwitch={(on) => moderation.act((by) => by.setLobby(on))}
        />
        <p class="quiet small">{words.lobbyIntro}</p>
      </div>
      {passwordProtected ? (
        <div class="stack">
          <p>{words.passwordSet}</p>
          <Button wide busy={busy} onPress={() => moderation.act((by) => by.setPassword(null))}>
            {words.removePassword}
          </Button>
        </div>
      ) : (
        <PasswordForm call={call} />
      )}
      <div class="stack">
        <Button
          wide
          icon={locked ? LockOpen : Lock}
          busy={busy}
          onPress={() => moderation.act((by) => by.lock(!locked))}
        >
          {locked ? words.unlock : words.lock}
        </Button>
        <p class="quiet small">{words.lockIntro}</p>
      </div>
    </div>
  );
}

function PasswordForm({ call }: { call: CurrentCall }) {
  const moderation = moderationOf(call);
  const password = useSignal('');
  const set = (event: SubmitEvent): void => {
    event.preventDefault();
    if (password.value !== '') void moderation.act((by) => by.setPassword(password.value));
  };
  return (
    <form onSubmit={set}>
      {/* In clear: it is said to others. */}
      <TextField name={MODERATION_WORDS.password} value={password} maxLength={128} autocomplete="off">
        <Button busy={moderation.busy.value}>{MODERATION_WORDS.setPassword}</Button>
      </TextField>
    </form>
  );
}
