import { lanesOf } from './lanes.ts';
import { second, timelineOf } from './sample.ts';

const of = (participant: string) => ({ participant, peer: participant === 'a' ? 'b' : 'a' });

describe('the lanes of a timeline', () => {
  it('are one for each who ever had a seat, without rows that would be empty', () => {
    const timeline = timelineOf([0, { kind: 'seat', participant: 'a', state: 'joined', reason: null }]);
    const lanes = lanesOf(timeline);
    expect(lanes.map(({ name, rows }) => [name, rows.map(({ id }) => id.trim())])).toEqual([
      ['Ada', ['seat']],
      ['Guest 2', []],
    ]);
  });

  it('show how long each state lasted: to the next, or to the end', () => {
    const [ada] = lanesOf(
      timelineOf(
        [0, { kind: 'seat', participant: 'a', state: 'joined', reason: null }],
        [1, { kind: 'connection', ...of('a'), state: 'new' }],
        [1, { kind: 'connection', ...of('a'), state: 'connecting' }],
        [2, { kind: 'connection', ...of('a'), state: 'connected' }],
        [9, { kind: 'connection', ...of('a'), state: 'disconnected' }],
        [12, { kind: 'connection', ...of('a'), state: 'closed' }],
        [15, { kind: 'quality', ...of('a'), state: 'lost' }],
        [20, { kind: 'seat', participant: 'a', state: 'left', reason: 'hangup' }],
        [30, { kind: 'call', state: 'ended', reason: 'hangup' }],
      ),
    );
    const bands = Object.fromEntries(
      ada!.rows.map(({ label, bands: each }) => [label, each.map(({ from, to, tone }) => [from, to, tone])]),
    );
    expect(bands).toEqual({
      'Seat, by the server': [[second(0), second(20), 'good']],
      'Connection to Guest 2': [
        [second(1), second(2), 'trying'],
        [second(2), second(9), 'good'],
        [second(9), second(12), 'trying'],
      ],
      'Quality to Guest 2': [[second(15), second(20), 'bad']],
    });
  });

  it('show signals, paths, errors and diagnoses as ticks, with words', () => {
    const signal = { kind: 'signal', ...of('a'), connection: 'c', seq: 1 } as const;
    const [ada] = lanesOf(
      timelineOf(
        [1, { ...signal, type: 'offer', size: 4000, delivered: true }],
        [1, { ...signal, type: 'candidate', size: 90, delivered: false }],
        [2, { kind: 'path', ...of('a'), local: 'relay', remote: 'host', protocol: 'tls' }],
        [3, { kind: 'diagnosis', participant: 'a', peer: null, cause: 'udp-blocked' }],
      ),
    );
    const ticks = ada!.rows.flatMap(({ ticks: each }) => each.map(({ letter, tone }) => [letter, tone]));
    expect(ticks).toEqual([
      ['O', 'good'],
      ['', 'trying'],
      ['P', 'calm'],
      ['?', 'bad'],
    ]);
    expect(ada!.rows[0]!.ticks[0]!.label).toBe('sent an offer to Guest 2 (4.0 kB, confirmed)');
  });
});
