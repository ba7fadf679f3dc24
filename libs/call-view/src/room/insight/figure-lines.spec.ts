import type { DirectionStatistics, ParticipantStatistics, VideoStatistics } from '@parley/client/statistics';
import { figureLines } from './figure-lines.ts';

const nothing: DirectionStatistics = {
  bitrate: null,
  packetLoss: null,
  jitter: null,
  main: { audio: null, video: null },
  slides: { audio: null, video: null },
};

const unknown: ParticipantStatistics = {
  quality: null,
  connectionState: 'connecting',
  roundTripTime: null,
  availableOutgoingBitrate: null,
  candidatePair: null,
  inbound: nothing,
  outbound: nothing,
};

const picture = (figures: Partial<VideoStatistics>): VideoStatistics => ({
  bitrate: null,
  packetLoss: null,
  jitter: null,
  codec: null,
  framesPerSecond: null,
  frameWidth: null,
  frameHeight: null,
  framesDropped: null,
  freezeCount: null,
  freezesDuration: null,
  qualityLimitationReason: null,
  ...figures,
});

const host = { candidateType: 'host', protocol: 'udp', relayProtocol: null } as const;
const relay = { candidateType: 'relay', protocol: 'udp', relayProtocol: 'tls' } as const;

it('has no line for what is not known', () => {
  expect(figureLines(unknown)).toEqual([]);
});

describe('the line', () => {
  it.each<[string, Partial<ParticipantStatistics>, string]>([
    ['Received', { inbound: { ...nothing, bitrate: 640_400 } }, '640 kbit/s'],
    ['Received', { inbound: { ...nothing, bitrate: 1_250_000 } }, '1.3 Mbit/s'],
    ['Sent', { outbound: { ...nothing, bitrate: 0 } }, '0 kbit/s'],
    ['Lost', { inbound: { ...nothing, packetLoss: 0 } }, '0.0 % in'],
    [
      'Lost',
      { inbound: { ...nothing, packetLoss: 0.0123 }, outbound: { ...nothing, packetLoss: 0.1 } },
      '1.2 % in, 10.0 % out',
    ],
    ['Round trip', { roundTripTime: 23.4 }, '23 ms'],
    [
      'Picture in',
      {
        inbound: {
          ...nothing,
          main: {
            audio: null,
            video: picture({ frameWidth: 1280, frameHeight: 720, framesPerSecond: 29.7, codec: 'VP8' }),
          },
        },
      },
      '1280 × 720, 30 fps, VP8',
    ],
    ['Screen out', { outbound: { ...nothing, slides: { audio: null, video: picture({ codec: 'VP9' }) } } }, 'VP9'],
    ['Path', { candidatePair: { local: host, remote: host } }, 'Direct, UDP'],
    ['Path', { candidatePair: { local: relay, remote: host } }, 'Relayed, TLS'],
    ['Path', { candidatePair: { local: host, remote: relay } }, 'Relayed, UDP'],
  ])('%s of %j: %s', (label, figures, value) => {
    expect(figureLines({ ...unknown, ...figures })).toEqual([{ label, value }]);
  });
});
