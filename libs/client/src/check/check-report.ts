// The whole of a check: its worst finding, and a text that can be sent to whoever helps.
import type { CheckFigures, CheckLine, CheckResult } from './check-line.ts';

/** What all checks of a run found. */
export interface CheckReport {
  /** The worst of all findings; what was skipped does not count. */
  readonly status: 'passed' | 'warning' | 'failed';
  /** Each check's finding, in the order in which they began. */
  readonly results: readonly CheckResult[];
  /**
   * Plain text to be sent to whoever helps: findings, remedies, figures and the browser's name. No credentials and no
   * addresses are in it.
   */
  readonly text: string;
}

/**
 * Reports on lines of one or more runs, in the order in which they began. Of several under one `id` the last counts.
 *
 * @param userAgent the browser's name, as it stands in the text
 */
export function checkReport(lines: readonly CheckLine[], userAgent = navigator.userAgent): CheckReport {
  const latest = new Map(lines.map((line) => [line.id, line]));
  const results = [...latest.values()].filter((line) => line.status !== 'running');
  const status = (['failed', 'warning'] as const).find((worst) => results.some((each) => each.status === worst));
  return { status: status ?? 'passed', results, text: textOf(status ?? 'passed', results, userAgent) };
}

function textOf(status: string, results: readonly CheckResult[], userAgent: string): string {
  const head = [`Parley connection check: ${status}`, new Date().toISOString(), userAgent];
  return [head.join('\n'), ...results.map(paragraphOf)].join('\n\n').concat('\n');
}

function paragraphOf({ status, label, code, what, remedy, figures }: CheckResult): string {
  const measured = figuresText(figures);
  return [
    `[${status}] ${label}: ${what} (${code})`,
    ...(remedy === null ? [] : [`  What to do: ${remedy}`]),
    ...(measured === '' ? [] : [`  Measured: ${measured}`]),
  ].join('\n');
}

/** Figures in words, as the report has them; empty without any. */
export function figuresText(figures: CheckFigures): string {
  const { duration, connectTime, roundTripTime, packetLoss, packetsReceived, bitrate } = figures;
  const { candidateType, relayProtocol, frameWidth, frameHeight, stunServers, turnServers } = figures;
  const words: (string | false | undefined)[] = [
    duration !== undefined && `answered after ${milliseconds(duration)}`,
    connectTime !== undefined && `connected after ${milliseconds(connectTime)}`,
    roundTripTime !== undefined && `round trip ${milliseconds(roundTripTime)}`,
    packetLoss !== undefined && `${(packetLoss * 100).toFixed(1)} % lost`,
    packetsReceived !== undefined && `${packetsReceived} packets`,
    bitrate !== undefined && `${Math.round(bitrate / 1000)} kbit/s`,
    frameWidth !== undefined && frameHeight !== undefined && `${frameWidth} × ${frameHeight}`,
    stunServers !== undefined && `${stunServers} STUN`,
    turnServers !== undefined && `${turnServers} TURN`,
    candidateType && `candidate ${candidateType}`,
    relayProtocol && `relay over ${relayProtocol.toUpperCase()}`,
  ];
  return words.filter(Boolean).join(', ');
}

function milliseconds(value: number): string {
  return `${Math.round(value)} ms`;
}
