// Every two kinds of network: with a TURN server every pair connects; without, those that can, and the others say that they failed.
import { whyNoNetworks } from '../../scripts/lib/network-tools.ts';
import { COTURN, findTool } from '../../scripts/lib/system-tools.ts';
import { NAT_KINDS, type NatKind } from '../networks/nat-kinds.ts';
import { expect, test } from './support/fixtures.ts';
import { Homes } from './support/homes.ts';
import { mediaFlows } from './support/media.ts';
import { callBetween, inWords, ways } from './support/network-call.ts';
import { printTable } from './support/table.ts';

type Pair = readonly [NatKind, NatKind];

const KINDS = Object.keys(NAT_KINDS) as NatKind[];
const ALL: Pair[] = KINDS.flatMap((one, index) => KINDS.slice(index).map((other): Pair => [one, other]));

/** One for each way that there is: direct, by one relay over UDP, TCP and TLS, by two, and from IPv6 to IPv4. */
const SOME: Pair[] = [
  ['open', 'port-restricted'],
  ['symmetric', 'symmetric'],
  ['port-restricted', 'udp-blocked'],
  ['symmetric', 'only-443'],
  ['only-443', 'ipv6-only'],
];

/** What one side does not get through, the other cannot help. */
const NEEDS_RELAY: readonly NatKind[] = ['udp-blocked', 'only-443'];
/** So many calls that come to nothing are tried at the same time. */
const TOGETHER = 7;

/** How long (ms) each side tries before it says `failed`: three connections of 20 s, and the 3 s that one waits longer. */
const GIVES_UP = { from: 60_000, to: 70_000 };

function canConnectDirectly([one, other]: Pair): boolean {
  const either = (kind: NatKind): boolean => one === kind || other === kind;
  if (NEEDS_RELAY.some(either)) return false;
  if (either('ipv6-only')) return one === other;
  const open = either('open') || either('full-cone');
  return open || !either('symmetric');
}

/** What either side is told of a pair that cannot connect: the causes of docs/diagnosis.md. */
function causesOf([one, other]: Pair): [string, string] {
  const [here, there] = [NEEDS_RELAY.includes(one), NEEDS_RELAY.includes(other)];
  if (here && there) return ['stun-unreachable', 'stun-unreachable'];
  if (here) return ['udp-blocked-here', 'udp-blocked-there'];
  return there ? ['udp-blocked-there', 'udp-blocked-here'] : ['relay-needed', 'relay-needed'];
}

const name = (pair: Pair): string => pair.join(' – ');
const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(2);

test.skip(() => whyNoNetworks() !== null, `no networks of its own: ${whyNoNetworks()}`);
test.skip(() => !findTool(COTURN), `coturn is missing: ${COTURN.advice}`);

/** Both join, see each other move, and answer how. */
async function connects(homes: Homes, pair: Pair): Promise<string[]> {
  const [one, other] = await homes.pair(...pair);
  const pages = [await one.libraryPage(homes.service), await other.libraryPage(homes.service)] as const;
  const { caller, joiner } = await callBetween(...pages);
  expect([caller.state, joiner.state], name(pair)).toEqual(['connected', 'connected']);
  await Promise.all(pages.map((page) => mediaFlows(page, { sound: false })));
  const used = await ways(...pages);
  for (const [side, kind] of pair.entries()) {
    const { relayProtocol } = used[side as 0 | 1];
    if (kind === 'udp-blocked') expect(['tcp', 'tls'], name(pair)).toContain(relayProtocol);
    if (kind === 'only-443') expect(relayProtocol, name(pair)).toBe('tls');
  }
  for (const page of pages) await page.context().close();
  return [...pair, seconds(joiner.milliseconds), ...used.map(inWords)];
}

const HEADINGS = ['one side', 'the other', 'seconds to connect', 'its candidate', 'the other’s'];

test('with a TURN server: direct, by relays over UDP, TCP and TLS, and from IPv6 to IPv4, it connects', async () => {
  test.setTimeout(180_000);
  const homes = await Homes.around();
  try {
    const rows = [];
    for (const pair of SOME) rows.push(await connects(homes, pair));
    printTable(HEADINGS, rows);
  } finally {
    await homes.discard();
  }
});

test('with a TURN server every pair connects @long', async () => {
  test.setTimeout(900_000);
  const homes = await Homes.around();
  try {
    const rows = [];
    for (const pair of ALL) rows.push(await connects(homes, pair));
    printTable(HEADINGS, rows);
  } finally {
    await homes.discard();
  }
});

test('without a TURN server those that can connect do, and those that cannot are told why, in the published time @long', async () => {
  test.setTimeout(1_200_000);
  const homes = await Homes.around({ turn: false });
  const fails = async (pair: Pair): Promise<string[]> => {
    const [one, other] = await homes.pair(...pair);
    const pages = [await one.libraryPage(homes.service), await other.libraryPage(homes.service)] as const;
    const { caller, joiner } = await callBetween(...pages);
    for (const { state, failure, milliseconds } of [caller, joiner]) {
      expect({ state, failure }, name(pair)).toEqual({ state: 'failed', failure: 'connection-failed' });
      expect(milliseconds, name(pair)).toBeGreaterThanOrEqual(GIVES_UP.from);
      expect(milliseconds, name(pair)).toBeLessThan(GIVES_UP.to);
    }
    for (const page of pages) await page.context().close();
    const causes = causesOf(pair);
    expect([caller.cause, joiner.cause], name(pair)).toEqual(causes);
    return [...pair, `${seconds(caller.milliseconds)} and ${seconds(joiner.milliseconds)}`, ...causes];
  };
  try {
    const rows = [];
    for (const pair of ALL.filter(canConnectDirectly)) rows.push(await connects(homes, pair));
    const others = ALL.filter((pair) => !canConnectDirectly(pair));
    const failed = [];
    while (others.length > 0) failed.push(...(await Promise.all(others.splice(0, TOGETHER).map(fails))));
    printTable(HEADINGS, rows);
    printTable(['one side', 'the other', 'seconds to `failed`', 'what it is told', 'what the other is told'], failed);
  } finally {
    await homes.discard();
  }
});
