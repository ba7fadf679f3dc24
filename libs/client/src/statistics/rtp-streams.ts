// The figures of one RTP stream, inbound or outbound, from two looks at it.
import { Interval } from './interval.ts';
import type { AudioStatistics, VideoStatistics } from './snapshot.ts';
import {
  statsAt,
  type InboundRtp,
  type OutboundRtp,
  type RemoteInboundRtp,
  type RtpStream,
  type StatsReport,
} from './stats-report.ts';

/** One stream's figures, and what they weigh in the sum of its direction. */
export interface StreamReading {
  readonly mid: string | undefined;
  /** Packets that were sent in the interval, lost ones included: the weight of its loss. */
  readonly packets: number;
  /** Of the two, the one of its kind. */
  readonly audio: AudioStatistics | null;
  readonly video: VideoStatistics | null;
}

/**
 * RTCP tells of what was sent every 5 seconds at the least (RFC 3550 section 6.2); what is older by far than that speaks
 * of a network of another time.
 */
const REMOTE_REPORT_VALID_MS = 12_000;

export function readInbound(now: InboundRtp, report: StatsReport, previous: StatsReport | null): StreamReading {
  const interval = new Interval(now, statsAt(previous, now.id, 'inbound-rtp'), ['bytesReceived', 'packetsReceived']);
  const received = interval.gain('packetsReceived') ?? 0;
  const lost = Math.max(0, interval.gain('packetsLost') ?? 0);
  const packets = received + lost;
  const stream = {
    bitrate: bits(interval.perSecond('bytesReceived')),
    packetLoss: packets > 0 ? lost / packets : null,
    // What does not come has none: browsers go on telling the last.
    jitter: received > 0 ? milliseconds(now.jitter) : null,
    codec: codecOf(now, report),
  };
  return {
    mid: now.mid,
    packets,
    audio: isAudio(now) ? { ...stream, audioLevel: now.audioLevel ?? null, concealment: concealment(interval) } : null,
    video: isAudio(now)
      ? null
      : {
          ...stream,
          framesPerSecond: interval.perSecond('framesDecoded'),
          ...sizeOf(now),
          framesDropped: interval.gain('framesDropped'),
          freezeCount: interval.gain('freezeCount'),
          freezesDuration: milliseconds(interval.gain('totalFreezesDuration')),
          qualityLimitationReason: null,
        },
  };
}

export function readOutbound(now: OutboundRtp, report: StatsReport, previous: StatsReport | null): StreamReading {
  const interval = new Interval(now, statsAt(previous, now.id, 'outbound-rtp'), ['bytesSent', 'packetsSent']);
  const packets = interval.gain('packetsSent') ?? 0;
  const remote = packets > 0 ? remoteReport(now, report) : undefined;
  const stream = {
    bitrate: bits(interval.perSecond('bytesSent')),
    packetLoss: remote?.fractionLost ?? null,
    jitter: milliseconds(remote?.jitter),
    codec: codecOf(now, report),
  };
  const source = statsAt(report, now.mediaSourceId, 'media-source');
  return {
    mid: now.mid,
    packets,
    audio: isAudio(now) ? { ...stream, audioLevel: source?.audioLevel ?? null, concealment: null } : null,
    video: isAudio(now)
      ? null
      : {
          ...stream,
          framesPerSecond: interval.perSecond('framesEncoded'),
          ...sizeOf(now),
          framesDropped: null,
          freezeCount: null,
          freezesDuration: null,
          qualityLimitationReason: now.qualityLimitationReason ?? null,
        },
  };
}

/** Seconds to milliseconds. */
export function milliseconds(seconds: number | null | undefined): number | null {
  return seconds === null || seconds === undefined ? null : seconds * 1000;
}

function isAudio({ kind }: RtpStream): boolean {
  return kind === 'audio';
}

function sizeOf(stream: RtpStream): Pick<VideoStatistics, 'frameWidth' | 'frameHeight'> {
  return { frameWidth: stream.frameWidth ?? null, frameHeight: stream.frameHeight ?? null };
}

function remoteReport(sent: OutboundRtp, report: StatsReport): RemoteInboundRtp | undefined {
  const remote = statsAt(report, sent.remoteId, 'remote-inbound-rtp');
  return remote && sent.timestamp - remote.timestamp <= REMOTE_REPORT_VALID_MS ? remote : undefined;
}

/** Comfort noise is no concealment: silence that is made up for a sender who is silent bothers nobody. */
function concealment(interval: Interval<InboundRtp>): number | null {
  const samples = interval.gain('totalSamplesReceived');
  const concealed = interval.gain('concealedSamples');
  if (samples === null || concealed === null || samples <= 0) {
    return null;
  }
  return Math.max(0, concealed - (interval.gain('silentConcealedSamples') ?? 0)) / samples;
}

function codecOf({ codecId }: RtpStream, report: StatsReport): string | null {
  return statsAt(report, codecId, 'codec')?.mimeType?.split('/')[1] ?? null;
}

function bits(bytes: number | null): number | null {
  return bytes === null ? null : bytes * 8;
}
