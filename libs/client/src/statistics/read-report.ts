// Two reports of one RTCPeerConnection to figures. Pure.
import type { MediaContent } from '../media-source.ts';
import { readCandidatePair, selectedPair } from './candidate-pair.ts';
import { milliseconds, readInbound, readOutbound, type StreamReading } from './rtp-streams.ts';
import type { ConnectionStatistics, ContentStatistics, DirectionStatistics, StreamStatistics } from './snapshot.ts';
import { statsOf, type StatsReport } from './stats-report.ts';

/** What the medium of a media section is of: `RemoteParticipant.contentOf`. */
export type ContentOf = (mid: string) => MediaContent;

/**
 * What happened on a connection between two reports of it, and how it stands at the later one.
 *
 * @param previous the report before, of the same RTCPeerConnection; null for the first: what is counted per interval is
 *   null then, as it is for a stream that has just come or whose counters began anew
 * @see https://www.w3.org/TR/webrtc-stats/
 */
export function readReport(
  previous: StatsReport | null,
  current: StatsReport,
  contentOf: ContentOf,
): ConnectionStatistics {
  const pair = selectedPair(current);
  const inbound = statsOf(current, 'inbound-rtp').map((stats) => readInbound(stats, current, previous));
  const outbound = statsOf(current, 'outbound-rtp').map((stats) => readOutbound(stats, current, previous));
  return {
    roundTripTime: milliseconds(pair?.currentRoundTripTime ?? rtcpRoundTripTime(current)),
    availableOutgoingBitrate: pair?.availableOutgoingBitrate ?? null,
    candidatePair: pair ? readCandidatePair(pair, current) : null,
    inbound: sumUp(inbound, contentOf),
    outbound: sumUp(outbound, contentOf),
  };
}

/** The figures of a connection that there is no report of. */
export const NO_FIGURES: ConnectionStatistics = readReport(null, new Map(), () => 'main');

/** Seconds, as the latest of the other side's receiver reports let it be computed. */
function rtcpRoundTripTime(report: StatsReport): number | null {
  const measured = statsOf(report, 'remote-inbound-rtp').filter(({ roundTripTime }) => roundTripTime !== undefined);
  const latest = Math.max(...measured.map(({ timestamp }) => timestamp));
  return measured.find(({ timestamp }) => timestamp === latest)?.roundTripTime ?? null;
}

function sumUp(streams: readonly StreamReading[], contentOf: ContentOf): DirectionStatistics {
  // What no media section is named for is the person's, as with a client that labels nothing.
  const of = (content: MediaContent): StreamReading[] =>
    streams.filter(({ mid }) => (mid === undefined ? 'main' : contentOf(mid)) === content);
  const main = ofContent(of('main'));
  const slides = ofContent(of('slides'));
  return {
    bitrate: sum(streams.map((stream) => figuresOf(stream)?.bitrate ?? null)),
    packetLoss: lossOf(streams),
    jitter:
      [main.audio, slides.audio, main.video, slides.video].find((each) => each && each.jitter !== null)?.jitter ?? null,
    main,
    slides,
  };
}

function ofContent(streams: readonly StreamReading[]): ContentStatistics {
  return { audio: busiest(streams, 'audio'), video: busiest(streams, 'video') };
}

/** A stream that was replaced may stand beside its successor for a while: what carries most is the one. */
function busiest<Kind extends 'audio' | 'video'>(
  streams: readonly StreamReading[],
  kind: Kind,
): StreamReading[Kind] | null {
  let found: StreamReading | null = null;
  for (const stream of streams) {
    if (stream[kind] && stream.packets > (found?.packets ?? -1)) {
      found = stream;
    }
  }
  return found?.[kind] ?? null;
}

function figuresOf({ audio, video }: StreamReading): StreamStatistics | null {
  return audio ?? video;
}

/** Each stream's loss by the packets that it was measured on. */
function lossOf(streams: readonly StreamReading[]): number | null {
  let lost = 0;
  let packets = 0;
  for (const stream of streams) {
    const packetLoss = figuresOf(stream)?.packetLoss ?? null;
    if (packetLoss !== null) {
      lost += packetLoss * stream.packets;
      packets += stream.packets;
    }
  }
  return packets > 0 ? lost / packets : null;
}

/** What is not known adds nothing; when nothing is, neither is the sum. */
function sum(values: readonly (number | null)[]): number | null {
  return values.reduce((total, value) => (value === null ? total : (total ?? 0) + value), null);
}
