// What must not leak: a whole call with all that can go wrong in it, and then a look at the log and at the disk. And where
// ids and secrets come from.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Joined } from '@parley/protocol';
import { ANSWER, CANDIDATE, newMessageId, OFFER, SDP } from '../support/samples.ts';
import { API_KEY, attackedServer, newAddress } from './support/attacked-server.ts';
import { RawSocket } from './support/raw-socket.ts';

const server = attackedServer({ PARLEY_LOG_LEVEL: 'info', PARLEY_RATE_LIMIT: 'on' });

const PASSWORD = 'the password of a call';

/** What of a session description and a candidate tells where somebody is, or lets one in. */
const REVEALING = [
  /ice-ufrag|ice-pwd/,
  /candidate:\d/,
  /192\.0\.2\.7/,
  ...SDP.split('\r\n').filter((line) => line.length > 8),
];

it('a whole call leaves no SDP, no candidate, no secret, no id and no address in the log, and no secret on the disk', async () => {
  const [adasAddress, gracesAddress] = [newAddress(), newAddress()];
  const call = await server.createCall(adasAddress, { name: 'A call', metadata: { topic: 'secret things' } });
  const ada = await server.sit(adasAddress, call.id);
  const grace = await server.sit(gracesAddress, call.id);
  const [adasId, gracesId] = [ada.joined.self.id, grace.joined.self.id];
  const say = (type: string, to: string, content: object) => ({ type, to, messageId: newMessageId(), ...content });

  // What goes well, through both doors.
  await ada.socket.ok('offer', { to: gracesId, messageId: newMessageId(), description: OFFER });
  await grace.socket.ok('answer', { to: adasId, messageId: newMessageId(), description: ANSWER });
  await ada.socket.ok('candidate', { to: gracesId, messageId: newMessageId(), candidate: CANDIDATE });
  const signals = `/calls/${call.id}/signals`;
  await server.send(gracesAddress, 'POST', signals, say('candidate', adasId, { candidate: CANDIDATE }), grace.secret);
  await server.send(gracesAddress, 'GET', signals, undefined, grace.secret);
  const sentAt = new Date().toISOString();
  const timeline = {
    secret: grace.secret,
    sentAt,
    entries: [{ at: sentAt, kind: 'error', code: 'negotiation-failed' }],
  };
  await server.send(gracesAddress, 'POST', `/calls/${call.id}/timeline`, timeline);
  const other = await server.createCall(adasAddress, { password: PASSWORD });
  const made = await server.send<Joined>(adasAddress, 'POST', `/calls/${other.id}/participants`, {
    password: PASSWORD,
  });

  // What goes wrong: that is where a log would tell too much.
  await ada.socket.request('offer', { to: gracesId, messageId: '', description: OFFER, candidate: CANDIDATE });
  await ada.socket.request('join', { callId: call.id, secret: ada.secret, colour: 1 });
  await ada.socket.request('offer', { to: 'nobody', messageId: newMessageId(), description: OFFER });
  await server.send(gracesAddress, 'POST', signals, { description: OFFER, candidate: CANDIDATE }, grace.secret);
  await server.send(gracesAddress, 'POST', `${signals}?secret=${grace.secret}`, OFFER, `${grace.secret}x`);
  await server.send(gracesAddress, 'PATCH', `/calls/${call.id}`, { name: 1 }, call.ownerSecret);
  for (const password of [`${PASSWORD}!`, [PASSWORD]]) {
    await server.send(gracesAddress, 'POST', `/calls/${other.id}/participants`, { password });
  }
  await server.send(gracesAddress, 'GET', '/calls', undefined, API_KEY);
  const raw = await RawSocket.open(server.url, adasAddress);
  raw.send('40', `42["join",{"secret":"${ada.secret}"`, `43${JSON.stringify([OFFER])}`);
  await raw.closed;
  const flood = Array.from({ length: 700 }, () =>
    ada.socket.request('candidate', { to: gracesId, messageId: newMessageId(), candidate: CANDIDATE }),
  );
  await Promise.all(flood);
  await grace.socket.ok('hangup', { reason: 'private reason' });
  await server.process.stop();

  const { output, dataFolder } = server.process;
  const secrets = [
    call.ownerSecret,
    other.ownerSecret,
    ada.secret,
    grace.secret,
    made.body.secret ?? '',
    API_KEY,
    PASSWORD,
  ];
  const unspoken = [
    ...secrets,
    call.id,
    other.id,
    adasId,
    gracesId,
    adasAddress,
    gracesAddress,
    'private reason',
    'secret things',
  ];
  expect(output).toContain('refused (budget: ');
  expect(unspoken.filter((word) => word === '' || output.includes(word))).toEqual([]);
  expect(REVEALING.filter((sign) => (typeof sign === 'string' ? output.includes(sign) : sign.test(output)))).toEqual(
    [],
  );

  const entries = await readdir(dataFolder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  expect(files.length).toBeGreaterThan(0);
  const stored = (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('');
  const formsOf = (secret: string) => {
    const bytes = Buffer.from(secret, 'base64url');
    return [secret, bytes.toString('latin1'), bytes.toString('hex'), Buffer.from(secret).toString('base64')];
  };
  const found = secrets.filter((secret) => formsOf(secret).some((form) => stored.includes(form)));
  expect(found).toEqual([]);
});

/** Where it is chance alone that is wanted, and whoever guesses it wins nothing. */
const MERELY_SPREAD = new Set(['signaling/relay-renewals.service.ts', 'postgres/pool.ts']);

it('nothing in the server or its libraries draws on a random source that can be guessed', async () => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const folders = ['apps/server/src', 'libs/protocol/src', 'libs/call-rules/src', 'libs/storage/src'];
  const guessable = [];
  for (const folder of folders) {
    for (const file of await readdir(join(root, folder), { recursive: true })) {
      if (!file.endsWith('.ts') || file.endsWith('.spec.ts') || MERELY_SPREAD.has(file)) continue;
      if (/Math\.random|pseudoRandomBytes/.test(await readFile(join(root, folder, file), 'utf8'))) guessable.push(file);
    }
  }
  expect(guessable).toEqual([]);
});
