import { Logger } from '@nestjs/common';
import type { Knock, KnockState, Participant } from '@parley/protocol';
import type { CallReader, CommittedChange, KnockNews } from '@parley/storage';
import { CommittedChanges, type OtherServers } from '../announcements/committed-changes.ts';
import type { HeldSeats } from './held-seats.ts';
import { ModeratorNews } from './moderator-news.service.ts';

const knock = (id: string, state: KnockState = 'waiting'): Knock => ({ id, displayName: null, state, createdAt: '' });
const changed = (one: Knock, callId = 'call'): CommittedChange => ({ kind: 'knock-changed', callId, knock: one });
const permitted = (id: string, permissions: Participant['permissions'] = []): CommittedChange => ({
  kind: 'participant-updated',
  callId: 'call',
  participant: { id, displayName: null, state: 'connected', joinedAt: '', leftAt: null, permissions },
  permitted: true,
});

function setUp() {
  const asked: [callIds: readonly string[], since: number][] = [];
  const database = { asOf: 100_000, changed: [] as KnockNews['changed'] };
  const reader = {
    knockNews: async (callIds: readonly string[], since: number) => {
      asked.push([callIds, since]);
      return { asOf: database.asOf, changed: callIds.length === 0 ? [] : database.changed };
    },
    knocks: async () => ({ items: [knock('ada'), knock('bob')], nextCursor: null }),
  };
  const sent: [string, unknown][] = [];
  const socket = { emit: (event: string, notice: unknown) => sent.push([event, notice]) };
  const seat = { whenOpen: (run: (to: typeof socket) => void) => run(socket) };
  const seats = { moderated: () => new Set(['call']), of: (id: string) => (id === 'here' ? seat : undefined) };
  const changes = new CommittedChanges();
  const others = { tell: (news: readonly CommittedChange[]) => changes.announce(news, 'here') };
  changes.shareWith(others as unknown as OtherServers);
  const news = new ModeratorNews(seats as unknown as HeldSeats, reader as unknown as CallReader, changes);
  const announced: Knock[] = [];
  changes.subscribe((change, origin) => {
    if (change.kind === 'knock-changed' && origin === 'elsewhere') announced.push(change.knock);
  });
  return { news, changes, database, asked, sent, announced };
}

beforeAll(() => Logger.overrideLogger(false));

it('announces what other servers failed to tell, each once', async () => {
  const { changes, database, asked, announced } = setUp();
  database.changed = [{ callId: 'call', knock: knock('long ago', 'refused') }];
  await changes.look();
  expect(announced).toEqual([]);

  changes.publish([changed(knock('told'))]);
  database.changed = [
    { callId: 'call', knock: knock('told') },
    { callId: 'call', knock: knock('missed') },
  ];
  database.asOf += 1000;
  await changes.look();
  await changes.look();
  expect(announced).toEqual([knock('missed')]);

  database.changed = [{ callId: 'call', knock: knock('told', 'admitted') }];
  await changes.look();
  expect(announced).toEqual([knock('missed'), knock('told', 'admitted')]);
  // As far back as a commit may take.
  expect(asked.map(([, since]) => since)).toEqual([0, 90_000, 91_000, 91_000]);
});

it('tells whoever comes to moderate here who waits', async () => {
  const { changes, sent } = setUp();
  changes.publish([permitted('elsewhere', ['moderate']), permitted('here', ['camera'])]);
  await Promise.resolve();
  expect(sent).toEqual([]);
  changes.publish([permitted('here', ['camera', 'moderate'])]);
  await Promise.resolve();
  expect(sent).toEqual([
    ['knock-changed', { knock: knock('ada') }],
    ['knock-changed', { knock: knock('bob') }],
  ]);
});

it('hears nothing any more once the server stops', async () => {
  const { news, changes, sent, asked } = setUp();
  news.onModuleDestroy();
  changes.publish([permitted('here', ['moderate'])]);
  await changes.look();
  expect([sent, asked]).toEqual([[], []]);
});
