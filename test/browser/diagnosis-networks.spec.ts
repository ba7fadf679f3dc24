// Why a call does not connect or has dropped, where it takes networks to produce it: read on both sides' pages.
import type { Cause } from '../../libs/client/src/diagnosis/cause.ts';
import { whyNoNetworks } from '../../scripts/lib/network-tools.ts';
import { COTURN, findTool } from '../../scripts/lib/system-tools.ts';
import type { NatKind } from '../networks/nat-kinds.ts';
import type { ServiceOptions } from '../networks/service.ts';
import { expect, test } from './support/fixtures.ts';
import type { Home } from './support/home.ts';
import { Homes } from './support/homes.ts';
import type { Person } from './support/person.ts';
import { noTrouble, reads } from './support/reasons.ts';

interface Resident {
  home: Home;
  person: Person;
}

test.skip(() => whyNoNetworks() !== null, `no networks of its own: ${whyNoNetworks()}`);
test.skip(() => !findTool(COTURN), `coturn is missing: ${COTURN.advice}`);

/** Two people who meet, each on a network of their own. */
async function meeting(
  kinds: readonly [NatKind, NatKind],
  options: ServiceOptions,
  run: (ada: Resident, grace: Resident, homes: Homes) => Promise<void>,
): Promise<void> {
  const homes = await Homes.around(options);
  try {
    const residents = await Promise.all(
      (await homes.pair(...kinds)).map(async (home) => ({ home, person: await home.person(homes.service) })),
    );
    const [ada, grace] = residents as [Resident, Resident];
    await grace.person.join(await ada.person.createCall());
    await run(ada, grace, homes);
  } finally {
    await homes.discard();
  }
}

const bothRead =
  (adas: Cause, graces: Cause) =>
  async (ada: Resident, grace: Resident): Promise<void> => {
    await Promise.all([reads(ada.person, adas), reads(grace.person, graces)]);
  };

const TURN = 'turn:turn.parley.test:3478';

test('a home and a mobile network without a TURN server: both read that they need a relay @long', () =>
  meeting(['port-restricted', 'symmetric'], { turn: false }, bothRead('relay-needed', 'relay-needed')));

test('a hotel that blocks UDP, without a TURN server: here and there both read where it is @long', () =>
  meeting(['port-restricted', 'udp-blocked'], { turn: false }, bothRead('udp-blocked-there', 'udp-blocked-here')));

test('the same with a TURN server that is offered over UDP alone @long', () =>
  meeting(
    ['symmetric', 'udp-blocked'],
    { env: { PARLEY_TURN_URLS: TURN } },
    bothRead('udp-blocked-there', 'udp-blocked-here'),
  ));

test('a company that lets port 443 through, and a TURN server that is elsewhere: both read whom it does not answer @long', () =>
  meeting(
    ['symmetric', 'only-443'],
    { env: { PARLEY_TURN_URLS: `${TURN},${TURN}?transport=tcp` } },
    bothRead('turn-unreachable-there', 'turn-unreachable-here'),
  ));

test('two homes without STUN: both read that no server is set up @long', () =>
  meeting(
    ['port-restricted', 'symmetric'],
    { turn: false, env: { PARLEY_STUN_URLS: '' } },
    bothRead('no-ice-servers', 'no-ice-servers'),
  ));

test('two homes and a STUN server that does not answer: both read so @long', () =>
  meeting(
    ['port-restricted', 'symmetric'],
    { turn: false, env: { PARLEY_STUN_URLS: 'stun:turn.parley.test:9' } },
    bothRead('stun-unreachable', 'stun-unreachable'),
  ));

test('a network goes away in mid-call: its own side reads so, the other that it was theirs; and both are back @long', () =>
  meeting(['port-restricted', 'port-restricted'], { turn: false }, async (ada, grace) => {
    test.setTimeout(180_000);
    await ada.person.isConnected();
    await grace.person.isConnected();
    await grace.home.router.cut();
    await bothRead('other-network-lost', 'own-network-lost')(ada, grace);
    await grace.home.router.mend();
    await Promise.all([ada, grace].map(({ person }) => noTrouble(person)));
    await expect(ada.person.status).toContainText('Connected');
  }));

test('all but the server is cut off in mid-call: both read that the way was lost @long', () =>
  meeting(['open', 'open'], { turn: false, env: { PARLEY_STUN_URLS: '' } }, async (ada, grace, { service }) => {
    test.setTimeout(120_000);
    await ada.person.isConnected();
    await grace.person.isConnected();
    await grace.home.router.cut({ allBut: service.machine });
    await bothRead('way-lost', 'way-lost')(ada, grace);
  }));
