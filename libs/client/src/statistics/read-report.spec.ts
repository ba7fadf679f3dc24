import { describe, expect, test } from '@jest/globals';
import { NO_FIGURES, readReport } from './read-report.ts';
import type { ConnectionStatistics } from './snapshot.ts';
import type { Stats, StatsReport } from './stats-report.ts';

const reportOf = (stats: readonly Stats[]): StatsReport => new Map(stats.map((each) => [each.id, each]));
const main = () => 'main' as const;

const audio = { type: 'inbound-rtp', kind: 'audio', mid: '0' } as const;
const video = { ...audio, kind: 'video', mid: '1' } as const;
const sent = { type: 'outbound-rtp', kind: 'audio', mid: '0', remoteId: 'R' } as const;

/** Two reports, made by hand. */
const between = (before: Stats[], now: Stats[]): ConnectionStatistics =>
  readReport(reportOf(before), reportOf(now), main);

describe('an interval', () => {
  test('loss is what was lost of what was sent in it', () => {
    const { inbound } = between(
      [
        { ...audio, id: 'A', timestamp: 0, packetsReceived: 100, packetsLost: 50 },
        { ...video, id: 'V', timestamp: 0, packetsReceived: 0, packetsLost: 0 },
      ],
      [
        { ...audio, id: 'A', timestamp: 1000, packetsReceived: 145, packetsLost: 55 },
        { ...video, id: 'V', timestamp: 1000, packetsReceived: 150, packetsLost: 0 },
      ],
    );
    expect(inbound.main.audio?.packetLoss).toBe(0.1);
    expect(inbound.main.video?.packetLoss).toBe(0);
    expect(inbound.packetLoss).toBe(5 / 200);
  });

  test('packets that were counted lost and came after all are no negative loss', () => {
    const { inbound } = between(
      [{ ...audio, id: 'A', timestamp: 0, packetsReceived: 100, packetsLost: 5 }],
      [{ ...audio, id: 'A', timestamp: 1000, packetsReceived: 155, packetsLost: 2 }],
    );
    expect(inbound.packetLoss).toBe(0);
  });

  test('is as long as the browser says, as after a minute in the background', () => {
    const { inbound } = between(
      [{ ...video, id: 'V', timestamp: 0, bytesReceived: 0, framesDecoded: 0, packetsReceived: 0 }],
      [{ ...video, id: 'V', timestamp: 60_000, bytesReceived: 60_000, framesDecoded: 600, packetsReceived: 60 }],
    );
    expect(inbound.main.video).toMatchObject({ bitrate: 8000, framesPerSecond: 10 });
  });

  test('in which time stood still says nothing', () => {
    const stats = { ...audio, id: 'A', timestamp: 5, bytesReceived: 10 };
    expect(between([stats], [stats]).inbound.bitrate).toBe(null);
  });

  test('freezes and drops are those that came to an end in it', () => {
    const { inbound } = between(
      [{ ...video, id: 'V', timestamp: 0, freezeCount: 2, totalFreezesDuration: 1.5, framesDropped: 7 }],
      [{ ...video, id: 'V', timestamp: 1000, freezeCount: 3, totalFreezesDuration: 1.75, framesDropped: 9 }],
    );
    expect(inbound.main.video).toMatchObject({ freezeCount: 1, freezesDuration: 250, framesDropped: 2 });
  });

  test('sound that was made up counts, silence that was made up does not', () => {
    const counted = (concealedSamples: number, silentConcealedSamples: number, totalSamplesReceived: number) => ({
      ...audio,
      id: 'A',
      concealedSamples,
      silentConcealedSamples,
      totalSamplesReceived,
    });
    const { inbound } = between(
      [{ ...counted(0, 0, 0), timestamp: 0 }],
      [{ ...counted(9600, 4800, 48_000), timestamp: 1000 }],
    );
    expect(inbound.main.audio?.concealment).toBe(0.1);
  });

  test('a stream that came within it has no figures yet, and the others keep theirs', () => {
    const { inbound } = between(
      [{ ...audio, id: 'A', timestamp: 0, bytesReceived: 0 }],
      [
        { ...audio, id: 'A', timestamp: 1000, bytesReceived: 1000 },
        { ...video, id: 'V', timestamp: 1000, bytesReceived: 99_999 },
      ],
    );
    expect([inbound.bitrate, inbound.main.video?.bitrate]).toEqual([8000, null]);
  });

  test('of two streams with the same content the busier one is shown, and both are counted', () => {
    const { inbound } = between(
      [
        { ...video, id: 'old', timestamp: 0, bytesReceived: 500, packetsReceived: 5, frameWidth: 320 },
        { ...video, id: 'new', timestamp: 0, bytesReceived: 0, packetsReceived: 0, frameWidth: 640 },
      ],
      [
        { ...video, id: 'old', timestamp: 1000, bytesReceived: 600, packetsReceived: 6, frameWidth: 320 },
        { ...video, id: 'new', timestamp: 1000, bytesReceived: 900, packetsReceived: 9, frameWidth: 640 },
      ],
    );
    expect([inbound.main.video?.frameWidth, inbound.bitrate]).toEqual([640, 8000]);
  });
});

describe('what the other side reports of what is sent', () => {
  const report = { type: 'remote-inbound-rtp', id: 'R', fractionLost: 0.25, jitter: 0.02, roundTripTime: 0.3 } as const;
  const soundUntil = (packetsSent: number, timestamp: number, at: number): Stats[] => [
    { ...sent, id: 'A', timestamp, packetsSent },
    { ...report, timestamp: at },
  ];

  test('its loss and jitter are the outbound ones, and its round trip serves where ICE tells none', () => {
    const { outbound, roundTripTime } = between(soundUntil(0, 100_000, 98_000), soundUntil(50, 101_000, 98_000));
    expect([outbound.packetLoss, outbound.jitter, roundTripTime]).toEqual([0.25, 20, 300]);
  });

  test('is not believed for ever', () => {
    const { outbound } = between(soundUntil(0, 100_000, 80_000), soundUntil(50, 101_000, 80_000));
    expect([outbound.packetLoss, outbound.jitter]).toEqual([null, null]);
  });

  test('says nothing of an interval in which nothing was sent', () => {
    const { outbound } = between(soundUntil(50, 100_000, 98_000), soundUntil(50, 101_000, 98_000));
    expect([outbound.packetLoss, outbound.jitter]).toEqual([null, null]);
  });
});

describe('the candidate pair', () => {
  const timestamp = 0;
  const ends: Stats[] = [
    { type: 'local-candidate', id: 'L', timestamp, candidateType: 'relay', protocol: 'udp', relayProtocol: 'tls' },
    { type: 'remote-candidate', id: 'R', timestamp, candidateType: 'prflx', protocol: 'udp' },
  ];
  const pair = { type: 'candidate-pair', localCandidateId: 'L', remoteCandidateId: 'R', timestamp } as const;
  const decoy: Stats = { ...pair, id: 'decoy', localCandidateId: 'none', state: 'succeeded', nominated: true };
  const relayed = {
    local: { candidateType: 'relay', protocol: 'udp', relayProtocol: 'tls' },
    remote: { candidateType: 'prflx', protocol: 'udp', relayProtocol: null },
  };

  test.each<[string, Stats[]]>([
    [
      'that the transport names',
      [decoy, { ...pair, id: 'P' }, { type: 'transport', id: 'T', timestamp, selectedCandidatePairId: 'P' }],
    ],
    ['that an older Firefox marks, which has no transport', [decoy, { ...pair, id: 'P', selected: true }]],
    [
      'that was nominated, where nobody says more',
      [
        { ...decoy, state: 'failed' },
        { ...pair, id: 'P', state: 'succeeded', nominated: true },
      ],
    ],
  ])('is the one %s', (_name, stats) => {
    expect(readReport(null, reportOf([...stats, ...ends]), main).candidatePair).toEqual(relayed);
  });

  test('is null while there is none', () => {
    expect(readReport(null, reportOf(ends), main).candidatePair).toBe(null);
  });
});

test('a report with nothing in it has the shape all the same', () => {
  expect(NO_FIGURES).toEqual({
    roundTripTime: null,
    availableOutgoingBitrate: null,
    candidatePair: null,
    inbound: expect.objectContaining({ bitrate: null, main: { audio: null, video: null } }),
    outbound: expect.objectContaining({ bitrate: null, slides: { audio: null, video: null } }),
  });
});

test('members that are missing are null, never NaN', () => {
  const bare = (timestamp: number): Stats[] => [
    { ...audio, id: 'A', timestamp },
    { ...video, id: 'V', timestamp },
    { ...sent, id: 'S', timestamp },
    { type: 'candidate-pair', id: 'P', timestamp, selected: true },
  ];
  const values = JSON.stringify(between(bare(0), bare(1000)), (_name, value: unknown) =>
    typeof value === 'number' ? `number ${value}` : value,
  );
  expect(values).not.toContain('number');
});
