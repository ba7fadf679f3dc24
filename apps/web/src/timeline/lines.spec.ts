import { linesOf, offsetWords } from './lines.ts';
import { timelineOf } from './sample.ts';

const ada = { participant: 'a', peer: 'b' } as const;
const candidate = { kind: 'signal', type: 'candidate', connection: 'c', size: 90, seq: 1 } as const;

it('every kind of entry has its words', () => {
  const lines = linesOf(
    timelineOf(
      [0, { kind: 'call', state: 'waiting', reason: null }],
      [1, { kind: 'seat', participant: 'b', state: 'left', reason: 'lost' }],
      [1, { kind: 'signal', ...ada, type: 'answer', connection: 'c', size: 512, seq: 1, delivered: false }],
      [
        1,
        {
          kind: 'signal',
          participant: 'a',
          peer: null,
          type: 'offer',
          connection: '',
          size: null,
          seq: null,
          delivered: false,
        },
      ],
      [2, { kind: 'signaling', participant: 'a', state: 'reconnecting' }],
      [2, { kind: 'network', participant: 'a', state: 'offline' }],
      [2, { kind: 'page', participant: 'a', state: 'hidden' }],
      [2, { kind: 'connection', ...ada, state: 'failed' }],
      [2, { kind: 'ice', ...ada, state: 'checking' }],
      [2, { kind: 'recovery', ...ada, state: 'relaying' }],
      [2, { kind: 'quality', ...ada, state: 'poor' }],
      [2, { kind: 'path', ...ada, local: 'srflx', remote: 'relay', protocol: 'udp' }],
      [2, { kind: 'error', participant: 'a', code: 'negotiation-failed' }],
      [2, { kind: 'diagnosis', ...ada, cause: 'no-relay' }],
      [3, { kind: 'call', state: 'ended', reason: 'abandoned' }],
    ),
  );
  expect(lines.map(({ who, what }) => `${who}: ${what}`)).toEqual([
    ': The call was created',
    'Guest 2: left: away for too long',
    'Ada: sent an answer to Guest 2 (512 B, not confirmed)',
    'Ada: sent an offer to whoever comes (dropped)',
    'Ada: lost its socket to the server',
    'Ada: went offline',
    'Ada: has the page in the background',
    'Ada: connection to Guest 2: failed',
    'Ada: ICE to Guest 2: checking',
    'Ada: recovery of the connection to Guest 2: relaying',
    'Ada: quality of the connection to Guest 2: poor',
    'Ada: media to Guest 2 goes from srflx to relay over UDP',
    'Ada: error: negotiation-failed',
    'Ada: diagnosis for Guest 2: no-relay',
    ': The call ended: everyone was lost',
  ]);
});

it('candidates that follow each other are one line', () => {
  const lines = linesOf(
    timelineOf(
      [1, { ...candidate, ...ada, delivered: true }],
      [1, { ...candidate, ...ada, delivered: false }],
      [1, { ...candidate, participant: 'b', peer: 'a', delivered: false }],
      [2, { ...candidate, ...ada, delivered: true }],
    ),
  );
  expect(lines.map(({ who, what }) => [who, what])).toEqual([
    ['Ada', 'sent 2 candidates to Guest 2 (1 confirmed)'],
    ['Guest 2', 'sent a candidate to Ada (90 B, not confirmed)'],
    ['Ada', 'sent a candidate to Guest 2 (90 B, confirmed)'],
  ]);
});

it.each([
  [0, '0:00.000'],
  [7250, '0:07.250'],
  [3_723_004, '1:02:03.004'],
])('%d ms after the beginning is %s', (milliseconds, words) => {
  expect(offsetWords(milliseconds)).toBe(words);
});
