import { jest } from '@jest/globals';
import { type Permission, Refusal } from '@parley/protocol';
import type { AccessService, Holder } from '../access/access.service.ts';
import { CallersService } from './callers.service.ts';
import type { CallsService } from './calls.service.ts';
import type { PresenceService } from './presence.service.ts';

const SEAT = { callId: 'call', participantId: 'alice', callNumber: 1, seatNumber: 7, epoch: 1 };

const participant = (state: 'connected' | 'left', removed = false, permissions?: Permission[]): Holder => ({
  role: 'participant',
  seat: SEAT,
  participant: {
    id: 'alice',
    displayName: null,
    state,
    joinedAt: '',
    leftAt: null,
    ...(permissions && { permissions }),
  },
  removed,
});

const HOLDERS = {
  nobody: { role: 'nobody' },
  stranger: { role: 'stranger' },
  owner: { role: 'owner' },
  'an API key': { role: 'api-key', scopes: ['manage'] },
  alice: participant('connected'),
  aliceWhoLeft: participant('left'),
  aliceRemoved: participant('left', true),
  aliceWhoMayModerate: participant('connected', false, ['camera', 'moderate']),
  aliceWhoMayModerateRemoved: participant('left', true, ['moderate']),
  aliceWhoMayModerateAndLeft: participant('left', false, ['moderate']),
  aliceWhoMayNothing: participant('connected', false, []),
  'a key that reads': { role: 'api-key', scopes: ['read'] },
  'a key that creates': { role: 'api-key', scopes: ['create'] },
} as const satisfies Record<string, Holder>;

function setUp(holder: Holder, state: 'active' | 'ended' = 'active') {
  const requested = jest.fn(() => Promise.resolve());
  const callers = new CallersService(
    { holder: () => Promise.resolve(holder) } as unknown as AccessService,
    {
      hasParticipant: (_: string, id: string) => Promise.resolve(['alice', 'bob'].includes(id)),
      call: () => Promise.resolve({ call: { state } }),
    } as unknown as CallsService,
    { requested } as unknown as PresenceService,
  );
  return { callers, requested };
}

const METHODS = {
  anyone: (callers: CallersService) => callers.anyone('call', 'bearer'),
  'back end': (callers: CallersService) => callers.backEnd('call', 'bearer', 'create'),
  manager: (callers: CallersService) => callers.manager('call', 'bearer'),
  moderator: (callers: CallersService) => callers.moderator('call', 'bearer'),
  'moderator over nobody': (callers: CallersService) => callers.moderator('call', 'bearer', 'nobody'),
  insider: (callers: CallersService) => callers.insider('call', 'bearer'),
  onlooker: (callers: CallersService) => callers.onlooker('call', 'bearer'),
  reporter: (callers: CallersService) => callers.reporter('call', 'bearer'),
  participant: (callers: CallersService) => callers.participant('call', undefined, 'bearer'),
  'holder of alice’s seat': (callers: CallersService) => callers.holder('call', 'alice', 'bearer'),
  'holder of bob’s seat': (callers: CallersService) => callers.holder('call', 'bob', 'bearer'),
  'holder of no seat': (callers: CallersService) => callers.holder('call', 'nobody', 'bearer'),
  'holder or moderator of alice’s seat': (callers: CallersService) =>
    callers.holderOrModerator('call', 'alice', 'bearer'),
  'holder or moderator of bob’s seat': (callers: CallersService) => callers.holderOrModerator('call', 'bob', 'bearer'),
};

const [may, no, who, none] = ['may', 'forbidden', 'unauthorized', 'participant-not-found'];

/** In the order of HOLDERS. */
const TABLE: Record<keyof typeof METHODS, (string | undefined)[]> = {
  anyone: [may, who, may, may, may, may, no, may, no, may, may, no, may],
  'back end': [who, who, no, may, no, no, no, no, no, no, no, no, may],
  manager: [who, who, may, may, no, no, no, no, no, no, no, no, no],
  moderator: [who, who, may, may, no, no, no, may, no, no, no, no, no],
  'moderator over nobody': [none, none, none, none, none, none, none, none, none, none, none, none, none],
  insider: [who, who, no, may, may, may, no, may, no, may, may, may, no],
  onlooker: [who, who, no, may, may, may, no, may, no, may, may, may, no],
  reporter: [who, who, no, no, may, may, no, may, no, may, may, no, no],
  participant: [who, who, no, no, may, may, no, may, no, may, may, no, no],
  'holder of alice’s seat': [who, who, no, no, may, may, no, may, no, may, may, no, no],
  'holder of bob’s seat': [who, who, no, no, no, no, no, no, no, no, no, no, no],
  'holder of no seat': [none, none, none, none, none, none, none, none, none, none, none, none, none],
  'holder or moderator of alice’s seat': [who, who, may, may, may, may, no, may, no, may, may, no, no],
  'holder or moderator of bob’s seat': [who, who, may, may, no, no, no, may, no, no, no, no, no],
};

const rows = Object.entries(TABLE).flatMap(([method, answers]) =>
  Object.keys(HOLDERS).map((holder, index) => [holder, method, answers[index] ?? 'missing'] as const),
);

it.each(rows)('%s as %s: %s', async (holder, method, expected) => {
  const { callers } = setUp(HOLDERS[holder as keyof typeof HOLDERS]);
  const answer = await METHODS[method as keyof typeof METHODS](callers).then(
    () => 'may',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );
  expect(answer).toBe(expected);
});

it('who moderated is told of a call’s end as whoever moderates is', async () => {
  const { callers } = setUp(HOLDERS.aliceWhoMayModerateAndLeft, 'ended');
  await expect(callers.moderator('call', 'bearer')).resolves.toBe('alice');
});

describe('a request with a seat’s secret', () => {
  it('tells that its holder is there, whether or not it may', async () => {
    const { callers, requested } = setUp(HOLDERS.alice);
    await expect(callers.manager('call', 'bearer')).rejects.toThrow(Refusal);
    expect(requested).toHaveBeenCalledWith(SEAT);
  });

  it.each(['onlooker', 'reporter'] as const)('tells nothing of the kind from an %s', async (method) => {
    const { callers, requested } = setUp(HOLDERS.alice);
    await METHODS[method](callers);
    expect(requested).not.toHaveBeenCalled();
  });

  it('does not bring back who left', async () => {
    const { callers, requested } = setUp(HOLDERS.aliceWhoLeft);
    await expect(callers.participant('call', undefined, 'bearer')).resolves.toEqual({ seat: SEAT, left: true });
    expect(requested).not.toHaveBeenCalled();
  });
});
