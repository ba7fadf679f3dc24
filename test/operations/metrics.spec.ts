// The figures of /metrics move with what happens, and are those that docs/operations.md tells of.
import type { ReportedEntry } from '@parley/protocol';
import { api } from '../support/rest-api.ts';
import { newMessageId, OFFER } from '../support/samples.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { Figures } from './support/figures.ts';
import { callOfTwo, newCall, type Person, sit, speak } from './support/people.ts';

let server: RunningServer;
let before: Figures;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.discard());
beforeEach(async () => {
  before = await Figures.of(server.url);
});

const risen = async () => (await Figures.of(server.url)).risenSince(before);

function report(call: { id: string }, { secret }: Person, entries: ReportedEntry[]) {
  return api(server.url).post(`/calls/${call.id}/timeline`, { secret, sentAt: new Date().toISOString(), entries });
}

it('counts a call from its first join to its end', async () => {
  const { ada, grace } = await callOfTwo(server.url);
  await speak(ada, grace);
  await ada.socket.ok('hangup');
  expect(await risen()).toMatchObject({
    parley_calls_created_total: 1,
    parley_joins_total: 2,
    'parley_signals_total{type="offer"}': 1,
    'parley_signals_total{type="hangup"}': 1,
    'parley_calls_ended_total{reason="hangup"}': 1,
    'parley_http_request_seconds_count{method="POST",route="/api/v1/calls",status="2xx"}': 1,
  });
  grace.socket.close();
});

it('counts calls by their state, as the database has them', async () => {
  const fresh = await startServer();
  try {
    await newCall(fresh.url);
    await callOfTwo(fresh.url);
    const figures = await Figures.of(fresh.url);
    expect([figures.of('parley_calls', { state: 'waiting' }), figures.of('parley_calls', { state: 'active' })]).toEqual(
      [1, 1],
    );
  } finally {
    await fresh.discard();
  }
});

it('tells how late signals are: of each stage one, not below nothing and not above the time it took', async () => {
  const { ada, grace } = await callOfTwo(server.url);
  const begun = performance.now();
  await speak(ada, grace);
  const took = (performance.now() - begun) / 1000;
  const figures = await risen();
  for (const until of ['sent', 'confirmed']) {
    expect(figures[`parley_signal_${until}_seconds_count`]).toBe(1);
    expect(figures[`parley_signal_${until}_seconds_sum`] ?? 0).toBeLessThanOrEqual(took + 0.001);
  }
});

it('counts what had to be sent again', async () => {
  const { ada, grace } = await callOfTwo(server.url);
  await ada.socket.ok('offer', { to: grace.id, messageId: newMessageId(), description: OFFER });
  await grace.socket.next('offer');
  await grace.socket.next('offer');
  expect(await risen()).toMatchObject({ parley_signals_resent_total: 1 });
});

it('tells of commits: how long, how many commands', async () => {
  const { ada, grace } = await callOfTwo(server.url);
  await speak(ada, grace);
  const figures = await risen();
  // A call, two joins, a signal; a confirmation rides along.
  expect(figures['parley_committed_commands_total']).toBe(4);
  expect(figures['parley_commit_seconds_count']).toBeGreaterThanOrEqual(4);
  expect(figures['parley_commit_seconds_sum']).toBeGreaterThan(0);
});

it('counts who comes back, and the sockets there are', async () => {
  const { call, ada } = await callOfTwo(server.url);
  const again = await sit(server.url, call.id, ada.secret);
  expect(again.id).toBe(ada.id);
  await ada.socket.closed;
  // The server lets go of a socket a moment after the socket has heard so.
  while ((await risen())['parley_sockets'] === 3);
  expect(await risen()).toMatchObject({
    'parley_reconnects_total{door="socket"}': 1,
    parley_joins_total: 2,
    parley_sockets: 2,
    parley_socket_seats: 2,
  });
});

it('answers whether calls connect, from what the browsers report', async () => {
  const { call, ada, grace } = await callOfTwo(server.url);
  const began = Date.now() - 60_000;
  const at = (second: number) => new Date(began + second * 1000).toISOString();
  const peer = grace.id;
  const beginning: ReportedEntry[] = [
    { at: at(0), kind: 'connection', peer, state: 'new' },
    { at: at(1), kind: 'connection', peer, state: 'connecting' },
  ];
  const end: ReportedEntry[] = [
    { at: at(3), kind: 'connection', peer, state: 'connected' },
    { at: at(4), kind: 'path', peer, local: 'srflx', remote: 'relay', protocol: 'udp' },
  ];
  await report(call, ada, beginning);
  await report(call, ada, end);
  // Its answer was lost, and so it comes again.
  await report(call, ada, [...beginning, ...end]);
  const failing: ReportedEntry[] = [
    { at: at(0), kind: 'connection', peer: ada.id, state: 'connecting' },
    { at: at(20), kind: 'diagnosis', peer: ada.id, cause: 'relay-needed' },
    { at: at(21), kind: 'diagnosis', peer: ada.id, cause: 'a-cause-of-its-own' },
  ];
  await report(call, grace, failing);
  const figures = await risen();
  expect(figures).toMatchObject({
    'parley_connection_attempts_total{phase="first"}': 2,
    'parley_connections_total{phase="first"}': 1,
    'parley_connect_seconds_count{phase="first"}': 1,
    'parley_connect_seconds_sum{phase="first"}': 3,
    'parley_diagnoses_total{cause="relay-needed"}': 1,
    'parley_diagnoses_total{cause="other"}': 1,
    'parley_media_paths_total{path="relay",protocol="udp"}': 1,
  });
});

it('counts refusals at both doors by their code, and no path that nobody declared', async () => {
  const { ada } = await callOfTwo(server.url);
  await ada.socket.request('sync', { after: 99 });
  await api(server.url).get('/calls/nope');
  await fetch(`${server.url}/any/path/of/a/scanner`);
  const figures = await risen();
  expect(figures).toMatchObject({
    'parley_refusals_total{code="invalid-payload",door="socket"}': 1,
    'parley_refusals_total{code="call-not-found",door="rest"}': 1,
    'parley_refusals_total{code="not-found",door="rest"}': 1,
    'parley_http_request_seconds_count{method="GET",route="/api/v1/calls/:callId",status="4xx"}': 1,
  });
  expect(JSON.stringify(figures)).not.toContain('scanner');
});

it('tells of the event loop and the process', async () => {
  const figures = await Figures.of(server.url);
  for (const name of [
    'nodejs_eventloop_lag_p99_seconds',
    'process_cpu_seconds_total',
    'process_resident_memory_bytes',
  ]) {
    expect(figures.of(name)).toBeGreaterThan(0);
  }
});
