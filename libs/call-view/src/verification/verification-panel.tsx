// What two people compare: the words, large, the emoji below them, and what to press then.
import type { VerificationStatus } from '@parley/client/verification';
import { ShieldAlert, ShieldCheck } from 'lucide';
import { useRef } from 'preact/hooks';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import type { FeatureProps } from '../room/room-feature.ts';
import type { Other } from '../state/current-call.ts';
import { WORDS } from '../words/words.ts';
import { verificationOf, type CallVerification } from './call-verification.ts';
import { VERIFICATION_WORDS } from './verification-words.ts';

export function Content({ call }: FeatureProps) {
  const verification = verificationOf(call);
  const others = call.others.value;
  return (
    <div class="verification">
      {others.map((other) => (
        <Comparison key={other.id} other={other} named={others.length > 1} verification={verification} />
      ))}
    </div>
  );
}

interface ComparisonProps {
  other: Other;
  /** Whether there are several. */
  named: boolean;
  verification: CallVerification;
}

function Comparison({ other: { id, name: given }, named, verification }: ComparisonProps) {
  const name = given ?? WORDS.guest;
  const status = verification.of(id);
  const { state, lapsed, error } = status;
  const place = useRef<HTMLElement>(null);
  const answer = (same: boolean): void => {
    verification.answer(id, status, same);
    // The buttons go: whoever pressed one by a key stays here.
    place.current?.focus();
  };
  return (
    <section class="comparison" ref={place} tabIndex={-1}>
      {named && <h3>{name}</h3>}
      {lapsed && state !== 'mismatch' && <p class="comparison-lapsed">{VERIFICATION_WORDS.lapsed(name)}</p>}
      {state === 'waiting' && <p class="quiet">{VERIFICATION_WORDS.waiting(name)}</p>}
      {state === 'ready' && <p>{VERIFICATION_WORDS.intro(name)}</p>}
      {state === 'verified' && (
        <p class="comparison-verified">
          <Icon of={ShieldCheck} />
          {VERIFICATION_WORDS.verified(name)}
        </p>
      )}
      {state === 'mismatch' && (
        <p class="comparison-mismatch" role="alert">
          <Icon of={ShieldAlert} />
          {VERIFICATION_WORDS.mismatch}
        </p>
      )}
      {state === 'failed' && <p>{error?.message}</p>}
      {(state === 'ready' || state === 'verified') && <ShortString status={status} />}
      {state === 'ready' && (
        <div class="comparison-answers">
          <Button voice="primary" wide icon={ShieldCheck} onPress={() => answer(true)}>
            {VERIFICATION_WORDS.same}
          </Button>
          <Button wide onPress={() => answer(false)}>
            {VERIFICATION_WORDS.differ}
          </Button>
        </div>
      )}
      {(state === 'mismatch' || state === 'failed') && (
        <Button wide onPress={() => verification.retry(id)}>
          {state === 'failed' ? VERIFICATION_WORDS.retry : VERIFICATION_WORDS.again}
        </Button>
      )}
    </section>
  );
}

function ShortString({ status: { words, emoji } }: { status: VerificationStatus }) {
  return (
    <>
      <ol class="comparison-words" aria-label={VERIFICATION_WORDS.words}>
        {words?.map((word, index) => (
          <li key={index}>{word}</li>
        ))}
      </ol>
      <p class="quiet small">{VERIFICATION_WORDS.emojiIntro}</p>
      <ol class="comparison-emoji" aria-label={VERIFICATION_WORDS.emoji}>
        {emoji?.map(({ symbol, name }, index) => (
          <li key={index}>
            <span aria-hidden="true">{symbol}</span>
            {name}
          </li>
        ))}
      </ol>
    </>
  );
}
