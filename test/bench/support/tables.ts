// Figures as a person reads them.
import { summary, type Summary } from './statistics.ts';

/** One column of a table: what it is called, where its figure stands, how it is written. */
export interface Column<Figures> {
  title: string;
  of: (figures: Figures) => number;
  digits: number;
}

/** A Markdown table: a row to each contender, in each cell the median and the range of its rounds. */
export function table<Figures>(
  rows: Readonly<Record<string, readonly Figures[]>>,
  columns: readonly Column<Figures>[],
): string {
  const head = ['', ...columns.map(({ title }) => title)];
  const body = Object.entries(rows).map(([name, rounds]) =>
    [name].concat(columns.map(({ of, digits }) => written(summary(rounds.map(of)), digits))),
  );
  const lines = [head, head.map((_, index) => (index === 0 ? '---' : '--:')), ...body];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function written({ median, min, max }: Summary, digits: number): string {
  const number = (value: number) => value.toFixed(digits);
  return `${number(median)} (${number(min)} to ${number(max)})`;
}

/** One of the goals: what was measured beside what is allowed. */
export interface Goal {
  name: string;
  measured: number;
  limit: number;
  /** Whether the limit is the least that is asked for instead of the most. */
  atLeast?: boolean;
  /** Whether the benchmark fails when it is missed: what is computed is the same on every machine. */
  mustHold?: boolean;
}

export function isMet({ measured, limit, atLeast = false }: Goal): boolean {
  return atLeast ? measured >= limit : measured <= limit;
}

export function goalLine(goal: Goal): string {
  const sign = goal.atLeast ? 'at least' : 'at most';
  return `${isMet(goal) ? 'met   ' : 'MISSED'}  ${goal.name}: ${goal.measured.toFixed(2)} (${sign} ${goal.limit})`;
}
