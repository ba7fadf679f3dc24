// The whole stack, each service from the very files that docker-compose.yml gives it: a call through it, and its database away.
import { connect } from '../support/bare-socket.ts';
import { newSecret } from '../support/samples.ts';
import { newCall, speak } from './support/people.ts';
import { describeStack, WholeStack } from './support/whole-stack.ts';

const LIMIT_MS = 120_000;
/** What is promised of a refusal, and some time for a machine that is busy with other suites. */
const REFUSED_MS = 2000 + 1500;

describeStack('the stack', () => {
  let stack: WholeStack;
  beforeAll(async () => {
    stack = await WholeStack.start();
  }, LIMIT_MS);
  afterAll(() => stack?.discard(), LIMIT_MS);

  async function sit(url: string, callId: string) {
    const socket = await connect(url, { ca: stack.caddy.authority });
    const secret = newSecret();
    const joined = await socket.ok('join', { callId, secret });
    return { id: joined.self.id, secret, socket, joined };
  }

  it.each(['postgres', 'redis'] as const)('has a %s that lets in whoever knows its password', async (name) => {
    await stack.checkHealth(name);
  });

  it('carries a call between people at both servers, who are told of its TURN server', async () => {
    const [one = '', two = ''] = stack.servers.map(({ url }) => url);
    const { id } = await newCall(one);
    const [ada, grace] = [await sit(one, id), await sit(two, id)];
    await speak(ada, grace);
    const urls = ['turn:localhost:3478?transport=udp', 'turn:localhost:3478?transport=tcp'];
    expect(ada.joined.iceServers).toContainEqual(expect.objectContaining({ urls, credential: expect.any(String) }));
    expect(ada.joined.call.joinUrl).toBe(`https://localhost/c/${id}`);
    for (const { socket } of [ada, grace]) socket.close();
  });

  it(
    'refuses in time while its database is away, although the proxy knows that no server is ready; and is back by itself',
    async () => {
      const { caddy, postgres, servers } = stack;
      const { id } = await newCall(servers[0]?.url ?? '');
      const noticed = Promise.all(servers.map(({ port }) => caddy.findsUnready(`127.0.0.1:${port}`)));
      await postgres.stop('fast');
      await noticed;
      const asked = performance.now();
      const { status, body } = await caddy.get(`/api/v1/calls/${id}`);
      expect(performance.now() - asked).toBeLessThan(REFUSED_MS);
      expect([status, JSON.parse(body)]).toEqual([503, expect.objectContaining({ code: 'unavailable' })]);
      expect((await caddy.get('/')).status).toBe(200);
      // Who comes now is taken, and told the same.
      const socket = await connect(caddy.url, { ca: caddy.authority });
      expect(await socket.request('join', { callId: id })).toMatchObject({ error: { code: 'unavailable' } });
      await postgres.restart();
      let joined = await socket.request('join', { callId: id });
      while (!joined.ok) joined = await socket.request('join', { callId: id });
      expect((await caddy.get(`/api/v1/calls/${id}`)).status).toBe(200);
      socket.close();
    },
    LIMIT_MS,
  );
});
