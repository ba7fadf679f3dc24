// The running server under inputs that no client of ours would send. The seed that is printed replays a run:
// PARLEY_FUZZ_SEED=<seed> npm run jest -- --selectProjects abuse --testPathPatterns fuzz
import type { Call, Page } from '@parley/protocol';
import * as fc from 'fast-check';
import { execFile } from 'node:child_process';
import { newSecret } from '../support/samples.ts';
import { API_KEY, attackedServer, LONG, newAddress } from './support/attacked-server.ts';
import { deliver } from './support/fuzz-delivery.ts';
import { fuzzInputs } from './support/fuzz-inputs.ts';

const RUNS = Number(process.env['PARLEY_FUZZ_RUNS'] ?? (LONG ? 10_000 : 400));

const GRACE_SECONDS = '5';
const server = attackedServer({ PARLEY_RECONNECT_GRACE: GRACE_SECONDS });

it(`${RUNS} inputs of every kind: each is refused in a defined way, and the server is as it was`, async () => {
  const seed = Number(process.env['PARLEY_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`Fuzzing with seed ${seed}, ${RUNS} inputs`);
  const { id: callId } = await server.createCall(newAddress(), { maxParticipants: 100 });
  const secret = newSecret();
  const other = await server.sit(newAddress(), callId);
  const own = await server.sit(newAddress(), callId, secret);
  const known = { callId, secret, otherId: other.joined.self.id, participantId: own.joined.self.id };
  own.socket.close();
  const { pid } = server.process;
  const before = await server.weight();

  await fc.assert(
    fc.asyncProperty(fuzzInputs(known), async (input) => {
      await deliver(server.url, input, known);
      expect(server.complaints).toEqual([]);
    }),
    { seed, numRuns: RUNS, endOnFailure: true },
  );

  await server.probe();
  if (LONG) await conformance();
  expect(server.process.pid).toBe(pid);
  expect(server.complaints).toEqual([]);
  const after = await server.weight();
  console.log(`Before: ${JSON.stringify(before)}, after: ${JSON.stringify(after)}`);
});

/** The suite's lists are short: what the inputs left behind goes first. */
async function eraseCalls(): Promise<void> {
  const list = () => server.send<Page<Call>>(newAddress(), 'GET', '/calls?limit=200', undefined, API_KEY);
  for (let { items } = (await list()).body; items.length > 0; { items } = (await list()).body) {
    for (const { id } of items) await server.send(newAddress(), 'DELETE', `/calls/${id}`, undefined, API_KEY);
  }
}

/** The whole conformance suite against this very server. @throws Error with what failed */
async function conformance(): Promise<void> {
  await eraseCalls();
  const jest = [
    '--experimental-vm-modules',
    'node_modules/jest/bin/jest.js',
    '--runInBand',
    '--selectProjects',
    'conformance',
  ];
  const environment = { PARLEY_URL: server.url, PARLEY_API_KEY: API_KEY, PARLEY_RECONNECT_GRACE: GRACE_SECONDS };
  const { PARLEY_TEST_LONG: _, ...ambient } = process.env;
  const { code, output } = await new Promise<{ code: number; output: string }>((resolve) => {
    execFile(process.execPath, jest, { env: { ...ambient, ...environment } }, (error, stdout, stderr) =>
      resolve({ code: error ? 1 : 0, output: stdout + stderr }),
    );
  });
  if (code !== 0) throw new Error(`The conformance suite fails afterwards:\n${output.slice(-5000)}`);
  console.log(`The conformance suite, right after: ${/^Tests: .*$/m.exec(output)?.[0]}`);
}
