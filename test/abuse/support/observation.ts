// One attack, seen from beside it: what the server weighs before, meanwhile and after, and what others notice of it.
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { attack, type AttackOptions, type AttackReport } from './attack.ts';
import { LONG, newAddress, type AttackedServer, type Weight } from './attacked-server.ts';
import { type Delay, Witnesses } from './witnesses.ts';

/** What the server's process needs to be observed. */
export const OBSERVED = {
  NODE_OPTIONS: `--import ${fileURLToPath(new URL('./collect-garbage.ts', import.meta.url))}`,
};

/** How long the others are watched where nothing else says for how long, in milliseconds. */
const WATCHED = LONG ? 5000 : 700;
const LOOK_EVERY = 100;
/** What has not gone after so many looks stays. */
const PATIENCE = 150;

export interface Observation {
  name: string;
  report: AttackReport;
  before: Weight;
  /** The most there was of each while the attack went on. */
  most: Weight;
  /** With all the sockets of an attack that lasts, less garbage; otherwise the most. */
  held: Weight;
  after: Weight;
  calm: Delay;
  attacked: Delay;
  recovered: Delay;
}

/** What the server weighs without its garbage; once it is as light as that, if it gets so light again. */
async function settledWeight(server: AttackedServer, light?: Weight): Promise<Weight> {
  for (let look = 0; ; look += 1) {
    if (server.process.pid !== undefined) process.kill(server.process.pid, 'SIGUSR2');
    await pause(LOOK_EVERY);
    const weight = await server.weight();
    if (!light || hasComeBack(weight, light) || look > PATIENCE) return weight;
  }
}

/** Whether nothing is left of an attack. Heaps of the same content differ by some MiB. */
export function hasComeBack(now: Weight, before: Weight): boolean {
  return now.sockets <= before.sockets && now.waiting === 0 && now.heap < before.heap + 20;
}

/** Keeps `most` up to date until the attack is over. */
async function keepLooking(server: AttackedServer, most: Weight, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const weight = await server.weight();
    for (const figure of ['resident', 'heap', 'sockets', 'waiting'] as const) {
      most[figure] = Math.max(most[figure], weight[figure]);
    }
    await pause(LOOK_EVERY);
  }
}

/** What `sockets` sockets weigh without garbage, once all have come that do; watched for a while more. */
async function heldWeight(server: AttackedServer, most: Weight, sockets: number): Promise<Weight> {
  for (let before = -1; most.sockets < sockets && before !== most.sockets;) {
    before = most.sockets;
    await pause(LONG ? 5000 : 500);
  }
  const weight = await settledWeight(server);
  await pause(WATCHED);
  return weight;
}

interface Attack extends Partial<AttackOptions> {
  name: string;
  /** Whether it goes on, with `count` sockets open, until it is told to stop. */
  lasts?: boolean;
}

/**
 * Runs an attack to its end while others are in calls.
 *
 * @throws Error when one of the others was not served, or the attacker failed
 */
export async function observe(server: AttackedServer, { name, lasts, ...options }: Attack): Promise<Observation> {
  const witnesses = await Witnesses.of(server);
  const calm = await witnesses.delay(pause(WATCHED));
  const before = await settledWeight(server);
  const most = { ...before };
  const task = { url: server.url, address: newAddress(), count: 0, seconds: 1, ...options };
  const attacker = attack(name, task);
  let over = false;
  const ended = attacker.report.finally(() => (over = true));
  try {
    const [report, attacked, held] = await Promise.all([
      ended,
      witnesses.delay(ended),
      lasts ? heldWeight(server, most, before.sockets + task.count).finally(attacker.stop) : null,
      keepLooking(server, most, () => over),
    ]);
    const after = await settledWeight(server, before);
    const recovered = await witnesses.delay(pause(WATCHED));
    return { name, report, before, most, held: held ?? most, after, calm, attacked, recovered };
  } finally {
    attacker.kill();
    witnesses.leave();
  }
}

/** All that was seen, as a table for people. */
export function tableOf(observations: readonly Observation[]): string {
  const spread = ({ p50, p99 }: Delay) => `${p50} / ${p99}`;
  const rows = observations.map(({ name, report, before, most, held, after, calm, attacked, recovered }) => [
    name,
    ...[calm, attacked, recovered].map(spread),
    (attacked.p99 / calm.p99).toFixed(1),
    ...(['resident', 'heap', 'sockets'] as const).map(
      (figure) => `${before[figure]} ${most[figure]} ${held[figure]} ${after[figure]}`,
    ),
    `${Math.round(most.waiting / 1024)}`,
    JSON.stringify(report).replaceAll(/["{}]/g, ''),
  ]);
  const figures = ['RSS MiB', 'heap MiB', 'sockets'].map((name) => `${name} before, most, held, after`);
  const head = [
    'attack',
    'p50 / p99 ms before',
    'meanwhile',
    'after',
    'ratio of p99',
    ...figures,
    'waiting KiB',
    'report',
  ];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [head, ...rows]
    .map((cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | '))
    .join('\n');
}
