// Trouble that does not end the call: a note on top of the room. One that leaves the call as it is can be put away.
import { X } from 'lucide';
import { RoundButton } from '../parts/button.tsx';
import { usePage } from '../parts/page-context.ts';
import { TroubleNotice } from '../parts/trouble-notice.tsx';
import type { CurrentCall } from '../state/current-call.ts';
import { WORDS } from '../words/words.ts';

export function CallNotice({ call }: { call: CurrentCall }) {
  const { own } = usePage();
  const { failure } = call;
  if (failure) {
    return (
      <div class="call-notice">
        <TroubleNotice trouble={failure} remedies={{ retry: () => call.reconnect() }} />
      </div>
    );
  }
  const shown = own.trouble.value ? own.trouble : call.trouble;
  const { value: trouble } = shown;
  if (!trouble) return null;
  const retry = shown === own.trouble ? { retry: () => own.startCamera() } : {};
  return (
    <div class="call-notice">
      <TroubleNotice trouble={trouble} busy={own.busy.value} remedies={retry} />
      <RoundButton name={WORDS.call.dismiss} icon={X} tone="bare" onPress={() => (shown.value = null)} />
    </div>
  );
}
