// The sign of a line or of the verdict, with its name for who does not see it.
import type { CheckLine } from '@parley/client/check';
import { Check, LoaderCircle, Minus, TriangleAlert, X, type IconNode } from 'lucide';
import { Icon } from '@parley/call-view/parts/icon.tsx';
import { CHECK_WORDS } from './check-words.ts';

const SIGNS: Readonly<Record<CheckLine['status'], IconNode>> = {
  running: LoaderCircle,
  passed: Check,
  warning: TriangleAlert,
  failed: X,
  skipped: Minus,
};

/** @param named false where the words beside it say the same */
export function StatusSign({ status, named = true }: { status: CheckLine['status']; named?: boolean }) {
  return (
    <span class="check-sign" data-status={status}>
      <Icon of={SIGNS[status]} />
      {named && <span class="unseen">{CHECK_WORDS.status[status]}</span>}
    </span>
  );
}
