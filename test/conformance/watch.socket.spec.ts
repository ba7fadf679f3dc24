// `watch`, `unwatch` and `call-changed`, for watchers and for the call's own seats.
import type { Call } from '@parley/protocol';
import type { BareSocket } from '../support/bare-socket.ts';
import { rest, sit, sitBySocket } from './doors.ts';
import { serverUnderTest } from './server-under-test.ts';
import { aTime, callLike, participantLike } from './shapes.ts';

// A database of its own: what it watches is what it made.
const server = serverUnderTest({});

async function watcher(): Promise<BareSocket> {
  const socket = await server.connect();
  await socket.ok('watch', {});
  return socket;
}

const patch = (call: { id: string; ownerSecret: string }, body: object) =>
  server.api.patch(`/calls/${call.id}`, body, { bearer: call.ownerSecret });
const changed = async (socket: BareSocket, id: string, matches: (call: Call) => boolean = () => true): Promise<Call> =>
  (await socket.next('call-changed', ({ call }) => call.id === id && matches(call))).call;

describe('watch', () => {
  it('answers the newest 50 listed calls that have not ended', async () => {
    const listed: string[] = [];
    for (let i = 0; i < 52; i++) listed.unshift((await server.createCall()).id);
    await server.createCall({ listed: false });
    const over = await server.createCall();
    await patch(over, { state: 'ended' });
    const socket = await server.connect();
    const answer = await socket.request('watch', {});
    expect(answer).toEqual({ ok: true, items: expect.any(Array) });
    const { items } = answer as { ok: true; items: Call[] };
    expect(items.map(({ id }) => id)).toEqual(listed.slice(0, 50));
    expect(items[0]).toEqual(callLike({ id: listed[0] }));
  });

  it('sends `call-changed` as they change: created, joined, renamed, ended', async () => {
    const socket = await watcher();
    const call = await server.createCall({ name: 'Watched' });
    expect(await socket.next('call-changed', (notice) => notice.call.id === call.id)).toEqual({
      call: callLike({ id: call.id, name: 'Watched' }),
    });
    const alice = await sit(rest, server, call.id);
    expect(await changed(socket, call.id)).toEqual(
      callLike({ id: call.id, name: 'Watched', participants: [participantLike({ id: alice.id })] }),
    );
    await sit(rest, server, call.id);
    expect(await changed(socket, call.id, ({ state }) => state === 'active')).toMatchObject({ startedAt: aTime });
    await patch(call, { name: 'Renamed' });
    await changed(socket, call.id, ({ name }) => name === 'Renamed');
    await patch(call, { state: 'ended' });
    expect(await changed(socket, call.id, ({ state }) => state === 'ended')).toMatchObject({
      endReason: 'ended',
      participants: [],
    });
  });

  it('tells of a call that was deleted', async () => {
    const socket = await watcher();
    const call = await server.createCall();
    await server.api.delete(`/calls/${call.id}`, { bearer: call.ownerSecret });
    expect(await changed(socket, call.id, ({ state }) => state === 'ended')).toMatchObject({ endReason: 'deleted' });
  });

  it('sends a call that becomes unlisted once more, and then no more; one that is unlisted never', async () => {
    const socket = await watcher();
    const call = await server.createCall();
    const hidden = await server.createCall({ listed: false });
    await patch(call, { listed: false });
    expect(await changed(socket, call.id, ({ listed }) => !listed)).toMatchObject({ listed: false });
    await patch(call, { name: 'Secret' });
    await patch(hidden, { name: 'Secret' });
    // Changed later than both and at least as often, and sent in the same way.
    const fence = await server.createCall();
    for (const name of ['one', 'two']) {
      await patch(fence, { name });
      await changed(socket, fence.id, (now) => now.name === name);
    }
    const named = socket.all('call-changed').filter(({ call: { id } }) => id === call.id || id === hidden.id);
    expect(named.filter(({ call: { name } }) => name === 'Secret')).toEqual([]);
    expect(named.filter(({ call: { id } }) => id === hidden.id)).toEqual([]);
  });

  it('sends a call that becomes listed', async () => {
    const socket = await watcher();
    const call = await server.createCall({ listed: false });
    await patch(call, { listed: true });
    expect(await changed(socket, call.id)).toMatchObject({ listed: true });
  });

  it('sends at most 4 a second of each call: the latest state counts', async () => {
    const socket = await watcher();
    const call = await server.createCall();
    const since = performance.now();
    for (let i = 0; i <= 60; i++) await patch(call, { name: `name ${i}` });
    await changed(socket, call.id, ({ name }) => name === 'name 60');
    const seconds = (performance.now() - since) / 1000;
    const count = socket.all('call-changed').filter((notice) => notice.call.id === call.id).length;
    expect(count).toBeLessThanOrEqual(Math.ceil(seconds * 4) + 1);
  });

  it('twice answers again, and does not double the events', async () => {
    const socket = await watcher();
    await socket.ok('watch', {});
    const call = await server.createCall();
    const fence = await server.createCall();
    await changed(socket, fence.id);
    expect(socket.all('call-changed').filter((notice) => notice.call.id === call.id)).toHaveLength(1);
  });

  it('works on a socket that holds a seat', async () => {
    const { socket } = await sitBySocket(server, (await server.createCall()).id);
    await socket.ok('watch', {});
    const call = await server.createCall();
    await changed(socket, call.id);
  });
});

describe('unwatch', () => {
  it('ends the events', async () => {
    const socket = await watcher();
    const other = await watcher();
    expect(await socket.request('unwatch', {})).toEqual({ ok: true });
    const unseen = await server.createCall();
    await changed(other, unseen.id);
    await socket.ok('watch', {});
    const seen = await server.createCall();
    await changed(socket, seen.id);
    expect(socket.all('call-changed').map(({ call }) => call.id)).not.toContain(unseen.id);
  });

  it('is taken from one who does not watch', async () => {
    const socket = await server.connect();
    expect(await socket.request('unwatch', {})).toEqual({ ok: true });
  });
});

describe('call-changed', () => {
  it('goes to the call’s seats too, listed or not', async () => {
    const call = await server.createCall({ listed: false });
    const alice = await sitBySocket(server, call.id);
    await patch(call, { name: 'Ours', metadata: { a: 1 } });
    const now = await changed(alice.socket, call.id, ({ name }) => name === 'Ours');
    expect(now).toEqual(
      callLike({ id: call.id, name: 'Ours', metadata: { a: 1 }, listed: false, participants: [alice.joined.self] }),
    );
  });

  it('goes to no seat of another call', async () => {
    const alice = await sitBySocket(server, (await server.createCall()).id);
    const other = await server.createCall();
    const bob = await sitBySocket(server, other.id);
    await patch(other, { name: 'Theirs' });
    await changed(bob.socket, other.id, ({ name }) => name === 'Theirs');
    const mine = await sit(rest, server, alice.callId);
    await changed(alice.socket, alice.callId, ({ participants }) => participants.some(({ id }) => id === mine.id));
    expect(alice.socket.all('call-changed').map(({ call }) => call.id)).not.toContain(other.id);
  });
});
