import { afterEach, expect, test } from '@jest/globals';
import type { Knock } from '@parley/protocol';
import type { RestRequest } from '../signaling/rest-door.ts';
import type { FakeTab } from '../testing/fake-tab.ts';
import { permit } from '../testing/permit.ts';
import { everyoneLeaves, together } from '../testing/together.ts';
import { settled, until } from '../testing/until.ts';
import { Moderation, type MuteRequestedEvent } from './moderation.ts';

afterEach(async () => {
  expect(await everyoneLeaves()).toEqual([]);
});

const knockOf = (id: string, state: Knock['state'] = 'waiting'): Knock => ({
  id,
  displayName: id.toUpperCase(),
  state,
  createdAt: `2030-01-01T00:00:0${id.length}Z`,
});

/** Everything that a tab asks over REST, and a list of those who wait. */
function answering(tab: FakeTab, waiting: Knock[] = []): string[] {
  const asked: string[] = [];
  tab.ask = <Answer>(path = '', { method, body }: RestRequest = {}) => {
    asked.push([method ?? 'GET', path, body && JSON.stringify(body)].filter(Boolean).join(' '));
    const [, id = ''] = /\/knocks\/(\w+)/.exec(path) ?? [];
    const answer = id ? { ...knockOf(id), ...body } : { items: waiting, nextCursor: null };
    return Promise.resolve(answer as Answer);
  };
  return asked;
}

/** Tells a tab's seat something. */
const tell = ({ server, call }: FakeTab, knock: Knock): void =>
  server.seats.find(({ participant }) => participant.id === call.self.id)?.channel?.deliver('knock-changed', { knock });

async function moderating(waiting: Knock[] = []) {
  const [ada, grace] = await together();
  ada.server.lobby = true;
  for (const { channel } of ada.server.seats) {
    channel?.deliver('call-changed', { call: ada.server.call });
  }
  permit(ada, 'camera', 'microphone', 'screen', 'data', 'moderate');
  await until(() => ada.call.permissions.includes('moderate'));
  const asked = answering(ada, waiting);
  return { ada, grace, asked, moderation: new Moderation(ada.call) };
}

test('each thing that a moderator does is one request', async () => {
  const { ada, asked, moderation } = await moderating();
  asked.length = 0;
  const { other } = ada;
  await moderation.remove('p9');
  await moderation.permit(other, ['data']);
  await moderation.askToMute(other);
  await moderation.askToMute(other.id, 'screen');
  await moderation.lock();
  await moderation.lock(false);
  await moderation.setPassword('open sesame');
  await moderation.setLobby(true);
  await moderation.endForAll();
  expect(asked).toEqual([
    'DELETE /participants/p9',
    `PATCH /participants/${other.id} {"permissions":["data"]}`,
    `POST /participants/${other.id}/mute-requests {"kind":"microphone"}`,
    `POST /participants/${other.id}/mute-requests {"kind":"screen"}`,
    'PATCH {"locked":true}',
    'PATCH {"locked":false}',
    'PATCH {"password":"open sesame"}',
    'PATCH {"lobby":true}',
    'PATCH {"state":"ended"}',
  ]);
});

test('handing over makes the other one a moderator first, with what they may do already, then gives up the own part', async () => {
  const { ada, grace, asked, moderation } = await moderating();
  permit(grace, 'data');
  await until(() => ada.other.permissions.length === 1);
  asked.length = 0;
  await moderation.handOver(ada.other);
  expect(asked).toEqual([
    `PATCH /participants/${grace.call.self.id} {"permissions":["data","moderate"]}`,
    `PATCH /participants/${ada.call.self.id} {"permissions":["camera","microphone","screen","data"]}`,
  ]);
});

test('those who wait are known, the longest first, and each change is told once', async () => {
  const { ada, moderation } = await moderating([knockOf('a'), knockOf('bb')]);
  let told = 0;
  moderation.addEventListener('knockschange', () => (told += 1));
  await until(() => moderation.knocks.length === 2);
  expect(moderation.knocks.map(({ id }) => id)).toEqual(['a', 'bb']);
  tell(ada, knockOf('ccc'));
  await until(() => moderation.knocks.length === 3);
  await moderation.admit(moderation.knocks[0]!);
  tell(ada, knockOf('a', 'admitted'));
  await moderation.refuse('bb');
  await settled();
  expect(moderation.knocks.map(({ id }) => id)).toEqual(['ccc']);
  expect(told).toBe(4);
});

test('a list that is older than what was heard meanwhile is asked for again', async () => {
  const { ada, asked } = await moderating();
  const waiting = [knockOf('a')];
  let answer: (() => void) | null = null;
  ada.ask = <Answer>() =>
    new Promise<Answer>((resolve) => {
      const items = [...waiting];
      answer = () => resolve({ items, nextCursor: null } as Answer);
    });
  const moderation = new Moderation(ada.call);
  const first = answer as (() => void) | null;
  tell(ada, knockOf('a', 'admitted'));
  await settled();
  waiting.length = 0;
  first?.();
  await until(() => answer !== first);
  (answer as (() => void) | null)?.();
  await settled();
  expect([moderation.knocks, asked]).toEqual([[], ['GET /knocks?limit=100']]);
});

test('who is no moderator asks for no list, and has none any more once it was given up', async () => {
  const { ada, grace, moderation } = await moderating([knockOf('a')]);
  const asked = answering(grace, [knockOf('a')]);
  const other = new Moderation(grace.call);
  await until(() => moderation.knocks.length === 1);
  permit(ada, 'data');
  await until(() => moderation.knocks.length === 0);
  expect([asked, other.knocks, other.moderates, moderation.moderates]).toEqual([[], [], false, false]);
});

test('where there is no lobby nobody is asked for', async () => {
  const { ada, asked, moderation } = await moderating([knockOf('a')]);
  await until(() => moderation.knocks.length === 1);
  ada.server.lobby = false;
  asked.length = 0;
  ada.channel.cut();
  ada.channel.restore();
  await until(() => moderation.knocks.length === 0);
  expect(asked).toEqual([]);
});

test('after a lost socket the list is read anew', async () => {
  const waiting: Knock[] = [];
  const { ada, moderation } = await moderating(waiting);
  await settled();
  ada.channel.cut();
  waiting.push(knockOf('a'));
  ada.channel.restore();
  await until(() => moderation.knocks.length === 1);
});

test('being asked to mute is told with who asks, and nothing is muted by itself', async () => {
  const { ada, grace } = await moderating();
  const told: MuteRequestedEvent[] = [];
  new Moderation(grace.call).addEventListener('muterequested', (event) => told.push(event));
  const seat = grace.server.seats.find(({ participant }) => participant.id === grace.call.self.id);
  seat?.channel?.deliver('mute-requested', { kind: 'microphone', by: ada.call.self.id });
  seat?.channel?.deliver('mute-requested', { kind: 'camera', by: null });
  await until(() => told.length === 2);
  expect(told.map(({ kind, by }) => [kind, by])).toEqual([
    ['microphone', grace.other],
    ['camera', null],
  ]);
  expect(grace.call.media.microphoneOn).toBe(true);
});
