// How good the connection is: a sign and a word.
import { Signal, SignalLow, SignalMedium, SignalZero } from 'lucide';
import type { QualityWord } from '@parley/client/statistics';
import { Icon } from '../../parts/icon.tsx';
import type { CurrentCall } from '../../state/current-call.ts';
import { WORDS } from '../../words/words.ts';
import { insightInto } from './insight.ts';
import { standsOut } from './quality.ts';

const SIGNS = { good: Signal, fair: SignalMedium, poor: SignalLow, lost: SignalZero };

export function QualitySign({ word }: { word: QualityWord }) {
  const { quality } = WORDS;
  return (
    <span class="quality" title={quality.label}>
      <Icon of={SIGNS[word]} />
      <span class="unseen">{quality.label}: </span>
      {quality[word]}
    </span>
  );
}

/** The room's own, in its head. */
export function RoomQuality({ call }: { call: CurrentCall }) {
  const word = insightInto(call).figures.quality.value;
  return word && <QualitySign word={word} />;
}

/** The word for one of several connections, if it is not as good as the room's. */
export function PersonQuality({ call, of: id }: { call: CurrentCall; of: string }) {
  const { figures } = insightInto(call);
  const word = figures.of(id)?.quality ?? null;
  return standsOut(word, figures.quality.value) ? <QualitySign word={word} /> : null;
}
