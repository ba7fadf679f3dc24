// Who waits must be heard of: one who is not for the grace does not wait any more.
import type { Knock } from '@parley/protocol';
import { knock, knockLike, moderate, rest, socket } from './lobby.ts';
import { taken } from './outcome.ts';
import { describeOwnServer, patience, serverWithShortGrace } from './server-under-test.ts';

const server = serverWithShortGrace();

it(
  'who closed its socket, or asks no more, is withdrawn after the grace; who waits is not',
  async () => {
    const owner = await moderate(server);
    const [gone, silent] = [await knock(socket, server, owner.callId), await knock(rest, server, owner.callId)];
    const [stays, polls] = [await knock(socket, server, owner.callId), await knock(rest, server, owner.callId)];
    const over = new AbortController();
    const polling = (async () => {
      while (!over.signal.aborted) {
        const path = `/calls/${owner.callId}/knocks/${polls.id}?wait=1`;
        expect((await server.api.get<Knock>(path, { bearer: polls.secret })).body.state).toBe('waiting');
      }
    })();
    const closed = performance.now();
    gone.socket?.close();
    const within = { within: patience(2) };
    for (const { id } of [silent, gone]) {
      const isIts = ({ knock: one }: { knock: Knock }) => one.id === id && one.state === 'withdrawn';
      expect((await owner.socket.next('knock-changed', isIts, within)).knock).toEqual(
        knockLike({ id, state: 'withdrawn' }),
      );
    }
    expect(performance.now() - closed).toBeGreaterThan(server.graceSeconds * 1000 - 50);
    over.abort();
    await polling;
    taken(await socket.tryAnswer(server, owner, stays.id, 'admitted'));
    taken(await socket.tryAnswer(server, owner, polls.id, 'admitted'));
  },
  patience(3),
);

describeOwnServer('after the server was killed', () => {
  it(
    'a knock still stands, for the grace from the start on; whoever comes back goes on waiting',
    async () => {
      const owner = await moderate(server);
      const [ada, bob] = [await knock(socket, server, owner.callId), await knock(rest, server, owner.callId)];
      await server.process.kill();
      await server.process.restart();
      const back = await server.connect();
      const seat = await back.ok('join', { callId: owner.callId, secret: owner.secret });
      expect(seat.knocks).toEqual([ada.knock, bob.knock]);
      const again = await knock(socket, server, owner.callId, { secret: ada.secret });
      expect(again.id).toBe(ada.id);
      await back.next('knock-changed', ({ knock: one }) => one.id === bob.id && one.state === 'withdrawn', {
        within: patience(2),
      });
      await back.ok('answer-knock', { knockId: ada.id, state: 'admitted' });
      expect(await socket.answered(server, again)).toMatchObject({ state: 'admitted' });
    },
    patience(3) + 60_000,
  );

  it('a server that stops answers those who wait over REST with their knock as it stands', async () => {
    const owner = await moderate(server);
    const ada = await knock(rest, server, owner.callId);
    const path = `/calls/${owner.callId}/knocks/${ada.id}`;
    const held = server.api.get(`${path}?wait=30`, { bearer: ada.secret });
    await server.api.get(path, { bearer: ada.secret });
    expect(await server.process.stop()).toBe(0);
    expect((await held).body).toEqual(ada.knock);
    await server.process.restart();
  }, 60_000);
});
