// Verification in a room: a chunk of its own, fetched with the room.
import { ShieldAlert, ShieldCheck } from 'lucide';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import type { FeatureProps, PersonSignProps, SidePanelParts } from '../room/room-feature.ts';
import type { CurrentCall } from '../state/current-call.ts';
import { WORDS } from '../words/words.ts';
import { verificationOf } from './call-verification.ts';
import { Content } from './verification-panel.tsx';
import { VERIFICATION_WORDS } from './verification-words.ts';

/** Which of the room's features it is. */
export const NAME = 'verification';

/** Its channel is in the call's first offer. */
export function begin(call: CurrentCall): void {
  verificationOf(call);
}

export const SidePanel: SidePanelParts = { title: VERIFICATION_WORDS.title, Content };

export function MoreLine({ call, desk }: FeatureProps) {
  if (call.others.value.length === 0) return null;
  const open = (): void => {
    desk.more.value = false;
    desk.shown.value = NAME;
  };
  return (
    <div class="sheet-part">
      <Button wide icon={ShieldCheck} onPress={open}>
        {VERIFICATION_WORDS.open}
      </Button>
    </div>
  );
}

/** Loud where somebody is in between; quiet where a person was verified and is to be again. */
export function RoomLine({ call, desk }: FeatureProps) {
  const verification = verificationOf(call);
  const open = (): void => void (desk.shown.value = NAME);
  return call.others.value.map(({ id, name: given }) => {
    const name = given ?? WORDS.guest;
    const { state, lapsed } = verification.of(id);
    if (desk.shown.value === NAME || (state !== 'mismatch' && !lapsed)) return null;
    const mismatch = state === 'mismatch';
    return (
      <p key={id} class={mismatch ? 'room-line danger' : 'room-line'}>
        <Icon of={ShieldAlert} />
        {mismatch ? VERIFICATION_WORDS.mismatchLine(name) : VERIFICATION_WORDS.lapsed(name)}
        <Button voice="primary" slim onPress={open}>
          {VERIFICATION_WORDS.title}
        </Button>
      </p>
    );
  });
}

export function PersonSign({ call, other: { id } }: PersonSignProps) {
  if (verificationOf(call).of(id).state !== 'verified') return null;
  return (
    <span class="verified-sign" title={VERIFICATION_WORDS.verifiedSign}>
      <Icon of={ShieldCheck} />
      <span class="unseen">{VERIFICATION_WORDS.verifiedSign}</span>
    </span>
  );
}
