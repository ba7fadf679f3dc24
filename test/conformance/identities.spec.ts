// Identities and permissions that a back end puts into tokens: one identity has one seat, and who was removed stays out.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { DEFAULT_PERMISSIONS, type CreatedCall, type IssuedToken } from '@parley/protocol';
import { SignJWT } from 'jose';
import { newSecret } from '../support/samples.ts';
import { DOORS, rest, sit, sitBySocket } from './doors.ts';
import { taken } from './outcome.ts';
import { API_KEY, describeOwnServer, serverUnderTest, type ServerUnderTest } from './server-under-test.ts';
import { aTime, expectProblem, expectRefusal, participantLike } from './shapes.ts';

const SECRET = 'a-secret-of-the-back-end-and-parley';
const TOKEN_MODE = { PARLEY_ACCESS: 'token', PARLEY_TOKEN_SECRETS: SECRET };
const asApiKey = { bearer: API_KEY };

async function createCall(server: ServerUnderTest, body: object = { maxParticipants: 4 }): Promise<CreatedCall> {
  return (await server.api.post<CreatedCall>('/calls', body, asApiKey)).body;
}

async function tokenFor(server: ServerUnderTest, callId: string, body: object = {}): Promise<string> {
  return (await server.api.post<IssuedToken>(`/calls/${callId}/tokens`, body, asApiKey)).body.token;
}

/** As a back end makes one. */
function ownToken(callId: string, claims: Record<string, unknown>): Promise<string> {
  return new SignJWT({ call: callId, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience('parley')
    .setExpirationTime('5 minutes')
    .sign(new TextEncoder().encode(SECRET));
}

/** Runs the example as it stands in the documentation. */
async function documentedToken(callId: string): Promise<string> {
  const text = await readFile(new URL('../../docs/access.md', import.meta.url), 'utf8');
  const example = /```ts\n([^`]+)```/.exec(text)?.[1] ?? '';
  const user = JSON.stringify({ id: 'ada@example.org', name: 'Ada' });
  const program = `${example}\nconsole.log(await joinToken(${JSON.stringify(callId)}, ${user}));`;
  const options = { env: { ...process.env, PARLEY_TOKEN_SECRET: SECRET, NODE_OPTIONS: '' } };
  const run = promisify(execFile)(process.execPath, ['--input-type=module-typescript', '--eval', program], options);
  return (await run).stdout.trim();
}

describeOwnServer('tokens that say who their holder is', () => {
  const server = serverUnderTest(TOKEN_MODE);

  it.each([
    [{ identity: '' }, 'identity'],
    [{ identity: 'a'.repeat(129) }, 'identity'],
    [{ identity: null }, 'identity'],
    [{ permissions: ['everything'] }, 'permissions'],
    [{ permissions: 'camera' }, 'permissions'],
  ])('are not made with %j', async (body, path) => {
    const { id } = await createCall(server);
    expectProblem(await server.api.post(`/calls/${id}/tokens`, body, asApiKey), 'invalid-payload', path);
  });

  describe.each(DOORS)('joining over $name', (door) => {
    it('shows the identity and the permissions, where they are not the usual ones', async () => {
      const { id } = await createCall(server);
      const join = async (body: object) =>
        taken(await door.tryJoin(server, id, { token: await tokenFor(server, id, body) })).self;
      expect(await join({ identity: 'ada', permissions: ['moderate', 'data'] })).toEqual(
        participantLike({ identity: 'ada', permissions: ['data', 'moderate'] }),
      );
      expect(await join({ identity: 'ben', permissions: DEFAULT_PERMISSIONS })).toEqual(
        participantLike({ identity: 'ben' }),
      );
      expect(await join({ displayName: 'Cat' })).toEqual(participantLike({ displayName: 'Cat' }));
    });

    it('takes the claims of a back end that signs by itself, and none that make no sense', async () => {
      const { id } = await createCall(server);
      const join = async (claims: Record<string, unknown>) =>
        door.tryJoin(server, id, { token: await ownToken(id, claims) });
      expect(taken(await join({ sub: 'ada', name: 'Ada', permissions: ['camera'] })).self).toEqual(
        participantLike({ identity: 'ada', displayName: 'Ada', permissions: ['camera'] }),
      );
      for (const claims of [
        { sub: '' },
        { sub: 'a'.repeat(129) },
        { permissions: ['all'] },
        { permissions: 'camera' },
      ]) {
        expectRefusal(await join(claims), 'unauthorized');
      }
    });

    it('takes the token that docs/access.md makes in TypeScript', async () => {
      const { id } = await createCall(server);
      const token = await documentedToken(id);
      expect(taken(await door.tryJoin(server, id, { token })).self).toEqual(
        participantLike({
          identity: 'ada@example.org',
          displayName: 'Ada',
          permissions: ['camera', 'microphone', 'data'],
        }),
      );
    });

    it('moderates by its token', async () => {
      const { id } = await createCall(server);
      const seat = await sit(door, server, id, { token: await tokenFor(server, id, { permissions: ['moderate'] }) });
      const answer = await server.api.patch(`/calls/${id}`, { locked: true }, { bearer: seat.secret });
      expect(answer).toMatchObject({ status: 200, body: { locked: true } });
    });

    it('needs a token beside the owner’s secret, the password and what else opens doors', async () => {
      const { id, ownerSecret } = await createCall(server, { password: 'sesame' });
      expectRefusal(await door.tryJoin(server, id, { ownerSecret }), 'unauthorized');
      expectRefusal(await door.tryJoin(server, id, { password: 'sesame' }), 'unauthorized');
      const token = await tokenFor(server, id);
      expectRefusal(await door.tryJoin(server, id, { token }), 'password-required');
      expect((await door.tryJoin(server, id, { token, password: 'sesame' })).ok).toBe(true);
    });

    it('gives the older seat of an identity up for the newer one, in a full call too', async () => {
      const { id } = await createCall(server, { maxParticipants: 2 });
      const token = await tokenFor(server, id, { identity: 'ada' });
      const ben = await sitBySocket(server, id, { token: await tokenFor(server, id, { identity: 'ben' }) });
      const first = await sitBySocket(server, id, { token });
      const second = await sit(door, server, id, { token });
      expect(await first.socket.next('closing')).toEqual({ code: 'replaced', message: expect.stringMatching(/\S/) });
      expect(await first.socket.closed).toBe('io server disconnect');
      expect(await ben.socket.next('participant-left')).toEqual({
        participant: participantLike({ id: first.id, identity: 'ada', state: 'left', leftAt: aTime }),
        reason: 'replaced',
      });
      expect(
        await ben.socket.next('participant-joined', ({ participant }) => participant.id === second.id),
      ).toMatchObject({
        participant: { identity: 'ada' },
      });
      const now = await server.api.get<CreatedCall>(`/calls/${id}`, asApiKey);
      expect(now.body).toMatchObject({ state: 'active', endedAt: null });
      expect(now.body.participants.map(({ id: participant }) => participant)).toEqual([ben.id, second.id]);
      expect(ben.socket.all('hangup')).toEqual([]);
    });

    it('does not let the older seat put the newer one out again', async () => {
      const { id } = await createCall(server);
      await sit(door, server, id, { token: await tokenFor(server, id, { identity: 'ben' }) });
      const token = await tokenFor(server, id, { identity: 'ada' });
      const [first, second] = [await sit(door, server, id, { token }), await sit(door, server, id, { token })];
      expectRefusal(await door.tryJoin(server, id, { secret: first.secret }), 'identity-taken');
      expect(taken(await door.tryJoin(server, id, { secret: second.secret })).self.id).toBe(second.id);
      await rest.tryHangUp(server, second);
      expect(taken(await door.tryJoin(server, id, { secret: first.secret })).self.id).toBe(first.id);
    });

    it('keeps who was removed out, whatever seat and token they come with', async () => {
      const { id } = await createCall(server);
      const token = await tokenFor(server, id, { identity: 'mallory' });
      const seat = await sit(door, server, id, { token });
      await server.api.delete(`/calls/${id}/participants/${seat.id}`, asApiKey);
      expectRefusal(await door.tryJoin(server, id, { secret: seat.secret }), 'forbidden');
      expectRefusal(await door.tryJoin(server, id, { token }), 'forbidden');
      const another = await tokenFor(server, id, { identity: 'mallory', permissions: ['moderate'] });
      expectRefusal(await door.tryJoin(server, id, { token: another, secret: newSecret() }), 'forbidden');
      expect((await door.tryJoin(server, id, { token: await tokenFor(server, id, { identity: 'ada' }) })).ok).toBe(
        true,
      );
    });
    it('has who comes back by its token do what a moderator said, and no more', async () => {
      const { id } = await createCall(server);
      const token = await tokenFor(server, id, { identity: 'mallory', permissions: ['camera', 'moderate'] });
      const seat = await sit(door, server, id, { token });
      await server.api.patch(`/calls/${id}/participants/${seat.id}`, { permissions: ['data'] }, asApiKey);
      const again = await sit(door, server, id, { token });
      expect(again.joined.self.permissions).toEqual(['data']);
      expectProblem(await server.api.patch(`/calls/${id}`, { locked: true }, { bearer: again.secret }), 'forbidden');
    });

    it('tells who was removed nothing more, by the secret of an older seat either', async () => {
      const { id } = await createCall(server);
      const token = await tokenFor(server, id, { identity: 'mallory' });
      const [first, second] = [await sit(door, server, id, { token }), await sit(door, server, id, { token })];
      await server.api.delete(`/calls/${id}/participants/${second.id}`, asApiKey);
      for (const { secret } of [first, second]) {
        expectProblem(await server.api.get(`/calls/${id}/signals`, { bearer: secret }), 'forbidden');
        expectProblem(await server.api.get('/ice-servers', { bearer: secret }), 'forbidden');
      }
    });
  });
});

describeOwnServer('PARLEY_DUPLICATE_IDENTITY=reject', () => {
  const server = serverUnderTest({ ...TOKEN_MODE, PARLEY_DUPLICATE_IDENTITY: 'reject' });

  it.each(DOORS)('refuses a second seat of an identity over $name, and takes the first one back', async (door) => {
    const { id } = await createCall(server);
    const token = await tokenFor(server, id, { identity: 'ada' });
    const seat = await sit(door, server, id, { token });
    expectRefusal(await door.tryJoin(server, id, { token }), 'identity-taken');
    expect(taken(await door.tryJoin(server, id, { secret: seat.secret })).resumed).toBe(true);
    expect((await door.tryJoin(server, id, { token: await tokenFor(server, id, { identity: 'ben' }) })).ok).toBe(true);
  });
});

describeOwnServer('in open mode', () => {
  const server = serverUnderTest();

  it.each(DOORS)('a token says nothing over $name: anybody could have made it', async (door) => {
    const { id } = await server.createCall();
    const token = await ownToken(id, { sub: 'ada', permissions: ['moderate'] });
    expect(taken(await door.tryJoin(server, id, { token })).self).toEqual(participantLike());
  });
});
