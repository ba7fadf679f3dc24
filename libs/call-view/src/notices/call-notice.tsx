// Trouble that does not end the call: a note on top of the room. What leaves the call as it is can be put away.
import type { Cause } from '@parley/client/diagnosis';
import { X } from 'lucide';
import { useSignal } from '@preact/signals';
import { RoundButton } from '../parts/button.tsx';
import { useCallView } from '../parts/call-view-context.ts';
import type { CurrentCall } from '../state/current-call.ts';
import { WORDS } from '../words/words.ts';
import { ReasonNotice } from './reason-notice.tsx';
import { TroubleNotice } from './trouble-notice.tsx';

export function CallNotice({ call }: { call: CurrentCall }) {
  const { own } = useCallView();
  const { failure } = call;
  const reason = call.reason.value;
  const putAway = useSignal<Cause | null>(null);
  if (reason && (failure || putAway.value !== reason.diagnosis.cause)) {
    return (
      <div class="call-notice">
        <ReasonNotice reason={reason} onRetry={failure ? () => call.reconnect() : undefined} />
        {!failure && (
          <RoundButton
            name={WORDS.call.dismiss}
            icon={X}
            tone="bare"
            onPress={() => (putAway.value = reason.diagnosis.cause)}
          />
        )}
      </div>
    );
  }
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
