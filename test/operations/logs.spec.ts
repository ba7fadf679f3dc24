// One event, one line of JSON: requests and calls can be followed through it, and it lets nobody in.
import type { ProblemDetails } from '@parley/protocol';
import { createHash } from 'node:crypto';
import { api } from '../support/rest-api.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { callOfTwo, sit, speak, type CallOfTwo } from './support/people.ts';

type Line = Record<string, unknown>;

/** As docs/operations.md has it: `printf %s "$ID" | sha256sum | cut -c1-12`. */
const tag = (id: string) => createHash('sha256').update(id).digest('hex').slice(0, 12);

let servers: RunningServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.discard();
});

/** What a call leaves in the log at a level: a seat taken back, a request refused, a hang-up. */
async function logged(level: string): Promise<{ lines: Line[]; said: CallOfTwo; requestId: string }> {
  const server = await startServer({ env: { PARLEY_LOG_LEVEL: level } });
  servers.push(server);
  const said = await callOfTwo(server.url);
  await speak(said.ada, said.grace);
  const again = await sit(server.url, said.call.id, said.ada.secret);
  const refused = await api(server.url).patch<ProblemDetails>(`/calls/${said.call.id}`, { name: 'x' });
  await again.socket.ok('hangup');
  await said.grace.socket.next('call-ended');
  await server.stop();
  const json = server.output.split('\n').filter((line) => line.startsWith('{'));
  return { lines: json.map((line): Line => JSON.parse(line)), said, requestId: refused.body.requestId };
}

it('follows a call through its log, a line for each event', async () => {
  const { lines, said } = await logged('info');
  const call = tag(said.call.id);
  const [ada, grace] = [tag(said.ada.id), tag(said.grace.id)];
  const events = lines.filter((line) => line['call'] === call && 'event' in line);
  expect(events).toEqual([
    expect.objectContaining({ event: 'seat-taken', participant: ada, door: 'socket', context: 'Calls' }),
    expect.objectContaining({ event: 'seat-taken', participant: grace }),
    expect.objectContaining({ event: 'seat-taken-back', participant: ada }),
    expect.objectContaining({ event: 'call-ended', reason: 'hangup', seconds: expect.any(Number) }),
  ]);
  for (const line of lines) {
    expect(line).toMatchObject({ time: expect.stringMatching(/^\d{4}-.*Z$/), level: expect.any(Number) });
  }
});

it('names a refused request by the id that its answer told, and the call that it was about', async () => {
  const { lines, said, requestId } = await logged('info');
  expect(lines.filter((line) => line['requestId'] === requestId)).toEqual([
    expect.objectContaining({
      msg: 'A request was refused',
      method: 'PATCH',
      route: '/api/v1/calls/:callId',
      code: 'unauthorized',
      call: tag(said.call.id),
      ms: expect.any(Number),
    }),
  ]);
});

it('tells of signals at debug only, by type and number', async () => {
  const { lines, said } = await logged('debug');
  const signals = lines.filter((line) => line['event'] === 'signal-stored');
  expect(signals).toContainEqual(
    expect.objectContaining({ type: 'offer', seq: 1, from: tag(said.ada.id), to: tag(said.grace.id) }),
  );
  expect(JSON.stringify(lines)).not.toContain('v=0');
});

it('says nothing of calls when only trouble is asked for', async () => {
  const { lines } = await logged('warn');
  expect(lines).toEqual([]);
});
