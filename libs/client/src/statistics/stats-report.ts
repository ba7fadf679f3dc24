// The members of webrtc-stats dictionaries that are read here, as a browser may give them: each one may be missing.

/**
 * RTCStatsReport, as far as it is read.
 *
 * @see https://www.w3.org/TR/webrtc-stats/#summary
 */
export type StatsReport = ReadonlyMap<string, Stats>;

interface Common {
  readonly id: string;
  /** Milliseconds. */
  readonly timestamp: number;
}

/** What streams of both directions have. */
export interface RtpStream extends Common {
  readonly kind: 'audio' | 'video';
  readonly mid?: string;
  readonly codecId?: string;
  readonly frameWidth?: number;
  readonly frameHeight?: number;
}

export interface InboundRtp extends RtpStream {
  readonly type: 'inbound-rtp';
  readonly bytesReceived?: number;
  readonly packetsReceived?: number;
  /** May fall: what was counted lost came late. */
  readonly packetsLost?: number;
  /** Seconds. */
  readonly jitter?: number;
  readonly audioLevel?: number;
  readonly concealedSamples?: number;
  readonly silentConcealedSamples?: number;
  readonly totalSamplesReceived?: number;
  readonly framesDecoded?: number;
  readonly framesDropped?: number;
  readonly freezeCount?: number;
  /** Seconds. */
  readonly totalFreezesDuration?: number;
}

export interface OutboundRtp extends RtpStream {
  readonly type: 'outbound-rtp';
  readonly remoteId?: string;
  readonly mediaSourceId?: string;
  readonly bytesSent?: number;
  readonly packetsSent?: number;
  readonly framesEncoded?: number;
  readonly qualityLimitationReason?: RTCQualityLimitationReason;
}

/** What the other side's RTCP receiver reports say of an outbound stream. */
export interface RemoteInboundRtp extends Common {
  readonly type: 'remote-inbound-rtp';
  /** Since the report before, 0 to 1. */
  readonly fractionLost?: number;
  /** Seconds. */
  readonly jitter?: number;
  /** Seconds. */
  readonly roundTripTime?: number;
}

export interface CandidatePair extends Common {
  readonly type: 'candidate-pair';
  readonly localCandidateId?: string;
  readonly remoteCandidateId?: string;
  readonly state?: RTCStatsIceCandidatePairState;
  readonly nominated?: boolean;
  /** Answers to checks that this side sent. */
  readonly responsesReceived?: number;
  /** Firefox alone, whose older versions have no transport that names it. */
  readonly selected?: boolean;
  /** Seconds. */
  readonly currentRoundTripTime?: number;
  /** Bits per second. */
  readonly availableOutgoingBitrate?: number;
}

export interface Candidate extends Common {
  readonly type: 'local-candidate' | 'remote-candidate';
  readonly candidateType?: RTCIceCandidateType;
  readonly protocol?: 'udp' | 'tcp';
  readonly relayProtocol?: 'udp' | 'tcp' | 'tls';
}

interface Transport extends Common {
  readonly type: 'transport';
  readonly selectedCandidatePairId?: string;
}

interface MediaSourceStats extends Common {
  readonly type: 'media-source';
  readonly audioLevel?: number;
}

interface Codec extends Common {
  readonly type: 'codec';
  readonly mimeType?: string;
}

export type Stats =
  InboundRtp | OutboundRtp | RemoteInboundRtp | CandidatePair | Candidate | Transport | MediaSourceStats | Codec;

type StatsOf<Type extends Stats['type']> = Extract<Stats, { type: Type }>;

/** All of a report that are of one type. A report holds other types too, which are nobody's here. */
export function statsOf<Type extends Stats['type']>(report: StatsReport, type: Type): StatsOf<Type>[] {
  return [...report.values()].filter((stats) => isOf(stats, type));
}

/** The one that another refers to, if it is of that type. */
export function statsAt<Type extends Stats['type']>(
  report: StatsReport | null,
  id: string | undefined,
  type: Type,
): StatsOf<Type> | undefined {
  const found = id === undefined ? undefined : report?.get(id);
  return found && isOf(found, type) ? found : undefined;
}

function isOf<Type extends Stats['type']>(stats: Stats, type: Type): stats is StatsOf<Type> {
  return stats.type === type;
}
