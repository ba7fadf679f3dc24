import type { ReportedEntry } from '@parley/protocol';
import { follow, NOTHING_YET, type Finding } from './connection-attempt.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString();
type State = Extract<ReportedEntry, { kind: 'connection' }>['state'];
const says = (second: number, state: State): ReportedEntry => ({
  at: at(second),
  kind: 'connection',
  peer: 'p',
  state,
});
const names = (second: number, cause: string): ReportedEntry => ({
  at: at(second),
  kind: 'diagnosis',
  peer: 'p',
  cause,
});

function findings(...entries: ReportedEntry[]): Finding[] {
  let state = NOTHING_YET;
  return entries.flatMap((entry) => {
    const [after, found] = follow(state, entry);
    state = after;
    return found;
  });
}

const attempt = (phase: 'first' | 'again'): Finding => ({ kind: 'attempt', phase });
const connected = (phase: 'first' | 'again', seconds: number | null): Finding => ({
  kind: 'connected',
  phase,
  seconds,
});

const ROWS: [what: string, entries: ReportedEntry[], expected: Finding[]][] = [
  [
    'connects',
    [says(0, 'new'), says(1, 'connecting'), says(3, 'connected')],
    [attempt('first'), connected('first', 3)],
  ],
  [
    'connects on the second connection: it is one attempt',
    [says(0, 'connecting'), says(15, 'failed'), says(16, 'new'), says(17, 'connecting'), says(20, 'connected')],
    [attempt('first'), connected('first', 20)],
  ],
  ['never connects', [says(0, 'connecting'), says(30, 'failed'), says(40, 'closed')], [attempt('first')]],
  [
    'drops and comes back',
    [says(0, 'new'), says(1, 'connected'), says(60, 'disconnected'), says(62, 'connecting'), says(64, 'connected')],
    [attempt('first'), connected('first', 1), attempt('again'), connected('again', 4)],
  ],
  [
    'is begun anew as the other side’s page was',
    [says(0, 'new'), says(1, 'connected'), says(9, 'new'), says(10, 'connected')],
    [attempt('first'), connected('first', 1), attempt('again'), connected('again', 1)],
  ],
  [
    'closes with who left, and begins anew with who comes back',
    [says(0, 'new'), says(1, 'connected'), says(5, 'closed'), says(9, 'new'), says(11, 'connected')],
    [attempt('first'), connected('first', 1), attempt('first'), connected('first', 2)],
  ],
  ['was told to another server how it began', [says(3, 'connected')], [attempt('first'), connected('first', null)]],
  [
    'is told twice',
    [says(0, 'new'), says(1, 'connected'), says(0, 'new'), says(1, 'connected')],
    [attempt('first'), connected('first', 1)],
  ],
  ['has a clock that was set', [says(0, 'new'), says(9000, 'connected')], [attempt('first'), connected('first', null)]],
  [
    'has a cause, and the same one again later',
    [names(1, 'relay-needed'), names(1, 'relay-needed'), names(9, 'relay-needed')],
    [
      { kind: 'diagnosis', cause: 'relay-needed' },
      { kind: 'diagnosis', cause: 'relay-needed' },
    ],
  ],
  ['has a cause of the client’s own', [names(1, 'moon-phase')], [{ kind: 'diagnosis', cause: 'other' }]],
  [
    'has a path, relayed at either end',
    [{ at: at(1), kind: 'path', peer: 'p', local: 'host', remote: 'relay', protocol: 'udp' }],
    [{ kind: 'path', relayed: true, protocol: 'udp' }],
  ],
  ['says what is no outcome', [{ at: at(1), kind: 'ice', peer: 'p', state: 'checking' }], []],
];

it.each(ROWS)('a connection that %s', (_what, entries, expected) => {
  expect(findings(...entries)).toEqual(expected);
});
