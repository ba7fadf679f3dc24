// Findings as lines for a terminal.
import type { Finding } from './finding.ts';

const MARK = { good: 'ok  ', warning: 'note', bad: 'BAD ' } as const;
const INDENT = ' '.repeat(16);

export function reportLines(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ verdict, subject, says, remedy }) => [
    `  ${MARK[verdict]}  ${subject.padEnd(8)}  ${says}`,
    ...(remedy ? [`${INDENT}  ${remedy}`] : []),
  ]);
}

/** What is not as it should be, and no more than that: for a start. */
export function shortReport(findings: readonly Finding[]): string {
  const lines = reportLines(findings.filter(({ verdict }) => verdict !== 'good'));
  return lines.length > 0 ? `${lines.join('\n')}\n\n` : '';
}
