// The figures of every connection, unfolded by whoever wants to know.
import { ChevronDown } from 'lucide';
import { Icon } from '../../parts/icon.tsx';
import type { CurrentCall, Other } from '../../state/current-call.ts';
import { WORDS } from '../../words/words.ts';
import { figureLines } from './figure-lines.ts';
import type { Figures } from './figures.ts';
import { QualitySign } from './quality-sign.tsx';
import { insightInto } from './insight.ts';

export function FiguresList({ call }: { call: CurrentCall }) {
  const { figures } = insightInto(call);
  const others = call.others.value;
  const word = figures.quality.value;
  return (
    <details class="sheet-part figures">
      <summary>
        {WORDS.quality.label}
        {word && <QualitySign word={word} />}
        <Icon of={ChevronDown} />
      </summary>
      {others.map((other) => (
        <FiguresOf key={other.id} other={other} figures={figures} named={others.length > 1} />
      ))}
    </details>
  );
}

function FiguresOf({ other, figures, named }: { other: Other; figures: Figures; named: boolean }) {
  const known = figures.of(other.id);
  const lines = known ? figureLines(known) : [];
  return (
    <>
      {named && <h3>{other.name ?? WORDS.guest}</h3>}
      <dl>
        {lines.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
