// Share screen, and stop sharing; nothing where the browser cannot.
import { MonitorUp, MonitorX } from 'lucide';
import { RoundButton } from '../parts/button.tsx';
import { WORDS } from '../words/words.ts';
import { useCallView } from '../parts/call-view-context.ts';
import type { Sharing } from './sharing.ts';

export function ShareButton({ sharing }: { sharing: Sharing }) {
  const view = useCallView();
  const permissions = view.call.value?.permissions.value;
  const under = sharing.under.value;
  const { start, stop } = WORDS.sharing;
  if (!sharing.possible || !view.shows('share')) return null;
  return (
    <RoundButton
      name={under ? stop : start}
      icon={under ? MonitorX : MonitorUp}
      tone={under ? 'on' : undefined}
      forbidden={!permissions?.includes('screen') && WORDS.call.notAllowed}
      onPress={() => (under ? sharing.stop() : sharing.start())}
    />
  );
}
