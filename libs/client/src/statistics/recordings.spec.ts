import { describe, expect, test } from '@jest/globals';
import { readReport, type ContentOf } from './read-report.ts';
import chromium from './recordings/chromium.json' with { type: 'json' };
import firefox from './recordings/firefox.json' with { type: 'json' };
import type { ConnectionStatistics } from './snapshot.ts';
import type { Stats, StatsReport } from './stats-report.ts';

type Scene = 'flowing' | 'ownCameraOff' | 'otherCameraOff';
type Recording = Record<Scene, [Stats[], Stats[]]>;

const recorded = { chromium: chromium as unknown as Recording, firefox: firefox as unknown as Recording };
const reportOf = (stats: readonly Stats[]): StatsReport => new Map(stats.map((each) => [each.id, each]));
const main: ContentOf = () => 'main';

function readScene(browser: keyof typeof recorded, scene: Scene): ConnectionStatistics {
  const [before, now] = recorded[browser][scene];
  return readReport(reportOf(before), reportOf(now), main);
}

/** Every name in it, whatever the values are. */
function shapeOf(value: object, path = ''): string[] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null ? shapeOf(inner, `${path}${name}.`) : `${path}${name}`,
  );
}

const stream = { bitrate: expect.any(Number), packetLoss: 0, jitter: expect.any(Number) };

describe('a recorded call between Chromium and Firefox', () => {
  test('what Chromium says while media flows both ways', () => {
    const figures = readScene('chromium', 'flowing');
    expect(figures).toEqual({
      roundTripTime: 1,
      availableOutgoingBitrate: 3_723_076,
      candidatePair: {
        local: { candidateType: 'host', protocol: 'udp', relayProtocol: null },
        remote: { candidateType: 'host', protocol: 'udp', relayProtocol: null },
      },
      inbound: {
        bitrate: expect.any(Number),
        packetLoss: 0,
        jitter: 6,
        main: {
          audio: { ...stream, codec: 'opus', audioLevel: expect.any(Number), concealment: 0 },
          video: {
            ...stream,
            codec: 'VP8',
            framesPerSecond: expect.any(Number),
            frameWidth: 480,
            frameHeight: 360,
            framesDropped: 0,
            freezeCount: 0,
            freezesDuration: 0,
            qualityLimitationReason: null,
          },
        },
        slides: { audio: null, video: null },
      },
      outbound: {
        bitrate: expect.any(Number),
        packetLoss: 0,
        jitter: expect.any(Number),
        main: {
          audio: { ...stream, codec: 'opus', audioLevel: expect.any(Number), concealment: null },
          video: {
            ...stream,
            codec: 'VP8',
            framesPerSecond: expect.any(Number),
            frameWidth: 640,
            frameHeight: 480,
            framesDropped: null,
            freezeCount: null,
            freezesDuration: null,
            qualityLimitationReason: 'none',
          },
        },
        slides: { audio: null, video: null },
      },
    });
    const { inbound, outbound } = figures;
    // 4,131 bytes of sound and 31,084 of picture, 31 frames, in 1.018 seconds.
    expect(inbound.main.audio?.bitrate).toBeCloseTo(32_450, -2);
    expect(inbound.main.video?.bitrate).toBeCloseTo(244_200, -3);
    expect(inbound.bitrate).toBeCloseTo(276_700, -3);
    expect(inbound.main.video?.framesPerSecond).toBeCloseTo(30.4, 1);
    expect(outbound.main.video?.framesPerSecond).toBeCloseTo(19.6, 1);
    expect(outbound.jitter).toBeCloseTo(3.27, 2);
  });

  test('what Firefox says of the same moment: the same figures from the other end', () => {
    const here = readScene('firefox', 'flowing');
    const there = readScene('chromium', 'flowing');
    expect(here.candidatePair).toEqual(there.candidatePair);
    for (const [mine, theirs] of [
      [here.inbound, there.outbound],
      [here.outbound, there.inbound],
    ] as const) {
      expect((mine.bitrate ?? 0) / (theirs.bitrate ?? 0)).toBeCloseTo(1, 1);
      expect(mine.main.video?.frameWidth).toBe(theirs.main.video?.frameWidth);
      expect([mine.main.audio?.codec, mine.main.video?.codec]).toEqual(['opus', 'VP8']);
    }
    // What Firefox does not tell.
    expect([here.availableOutgoingBitrate, here.outbound.main.video?.qualityLimitationReason]).toEqual([null, null]);
    expect(here.outbound.main.audio?.audioLevel).toBe(null);
  });

  test('both give the same names', () => {
    for (const scene of ['flowing', 'ownCameraOff', 'otherCameraOff'] as const) {
      expect(shapeOf(readScene('firefox', scene))).toEqual(shapeOf(readScene('chromium', scene)));
    }
  });

  test.each(['chromium', 'firefox'] as const)('%s: a camera that is off sends nothing, which is no loss', (browser) => {
    const { outbound, inbound } = readScene(browser, 'ownCameraOff');
    expect(outbound.main.video).toMatchObject({ bitrate: 0, framesPerSecond: 0, packetLoss: null, jitter: null });
    expect(outbound.bitrate).toBe(outbound.main.audio?.bitrate);
    expect(outbound.packetLoss).toBe(0);
    expect(inbound.main.video?.framesPerSecond).toBeGreaterThan(15);
  });

  test.each(['chromium', 'firefox'] as const)('%s: a camera that is off there gives no frames here', (browser) => {
    const { outbound, inbound } = readScene(browser, 'otherCameraOff');
    expect(inbound.main.video).toMatchObject({ bitrate: 0, framesPerSecond: 0, packetLoss: null, freezeCount: 0 });
    expect(inbound.packetLoss).toBe(0);
    expect(outbound.main.video?.framesPerSecond).toBeGreaterThan(15);
  });

  test('Firefox counts from nought again after a negotiation: nothing is compared across it', () => {
    const before = reportOf(recorded.firefox.flowing[1]);
    const after = reportOf(recorded.firefox.otherCameraOff[0]);
    const { inbound, outbound } = readReport(before, after, main);
    expect(inbound.main.audio).toMatchObject({ bitrate: null, packetLoss: null, concealment: null, codec: 'opus' });
    expect(outbound.main.audio?.bitrate).toBeGreaterThan(0);
  });

  test('the first report says how it stands, and nothing of an interval', () => {
    const { inbound, candidatePair } = readReport(null, reportOf(recorded.chromium.flowing[0]), main);
    expect(candidatePair?.local.candidateType).toBe('host');
    expect(inbound.bitrate).toBe(null);
    expect(inbound.main.video).toMatchObject({ bitrate: null, framesPerSecond: null, frameWidth: 480, codec: 'VP8' });
  });

  test('what is a shared screen stands apart', () => {
    const [before, now] = recorded.chromium.flowing;
    const contentOf: ContentOf = (mid) => (mid === '1' ? 'slides' : 'main');
    const { inbound, outbound } = readReport(reportOf(before), reportOf(now), contentOf);
    expect([inbound.main.video, outbound.main.video]).toEqual([null, null]);
    expect([inbound.slides.video?.frameWidth, outbound.slides.video?.frameWidth]).toEqual([480, 640]);
    expect(inbound.bitrate).toBe((inbound.main.audio?.bitrate ?? 0) + (inbound.slides.video?.bitrate ?? 0));
  });
});
