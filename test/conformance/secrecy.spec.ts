// Secrets and API keys: none is ever stored or logged in clear, and what a Bearer is.
import { CANDIDATE, OFFER } from '../support/samples.ts';
import { rest, send, sit, sitBySocket, socket } from './doors.ts';
import { API_KEY, describeOwnServer, serverUnderTest } from './server-under-test.ts';

const server = serverUnderTest({ PARLEY_LOG_LEVEL: 'info' });

describeOwnServer('secrets', () => {
  it('are neither stored nor logged in clear; SDP and candidates are not logged', async () => {
    const call = await server.createCall();
    const alice = await sitBySocket(server, call.id);
    const bob = await sit(rest, server, call.id);
    const made = await server.api.post<{ secret: string }>(`/calls/${(await server.createCall()).id}/participants`, {});
    await send(socket, server, alice, { type: 'offer', to: bob.id, description: OFFER });
    await send(rest, server, bob, { type: 'candidate', to: alice.id, candidate: CANDIDATE });
    // Refused ones too: a log of what went wrong is where a secret would slip out.
    await alice.socket.request('join', { callId: call.id, secret: alice.secret, colour: 1 });
    await server.api.post(`/calls/${call.id}/participants`, { secret: `${bob.secret}!` });
    await server.api.post(
      `/calls/${call.id}/signals`,
      { description: OFFER, candidate: CANDIDATE },
      { bearer: bob.secret },
    );
    await server.api.patch(`/calls/${call.id}`, { name: 1 }, { bearer: call.ownerSecret });
    await server.api.get('/calls', { bearer: API_KEY });
    await server.process.stop();

    const { output } = server.process;
    const stored = await server.stored();
    expect(stored.some((text) => text.includes(call.id))).toBe(true);
    for (const secret of [call.ownerSecret, alice.secret, bob.secret, made.body.secret, API_KEY ?? '']) {
      expect(stored.filter((text) => text.includes(secret))).toEqual([]);
      expect(output).not.toContain(secret);
    }
    expect(output).not.toContain('a=ice-pwd');
    expect(output).not.toContain('192.0.2.7');
    await server.process.restart();
  }, 30_000);
});

describe('Authorization', () => {
  it('takes the scheme in any case, as RFC 9110 has it', async () => {
    const { id } = await server.createCall();
    const { secret } = await sit(rest, server, id);
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
      const answer = await server.api.get(`/calls/${id}/signals`, {
        headers: { Authorization: `${scheme} ${secret}` },
      });
      expect(answer.status).toBe(200);
    }
  });
});
