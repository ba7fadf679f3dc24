// What a snapshot holds: every figure with its unit. A figure that the browser does not tell, or that nothing was sent
// for, is null; the shape is the same in every browser.
import type { QualityWord } from './quality.ts';

/** How a call stood at one moment, and over the interval before it. */
export interface StatisticsSnapshot {
  /** When it was read: milliseconds since the Unix epoch. */
  readonly at: number;
  /** By the participant's id: everyone else in the call, as in `Call.participants`. */
  readonly participants: ReadonlyMap<string, ParticipantStatistics>;
}

/** The connection to one participant. */
export interface ParticipantStatistics extends ConnectionStatistics {
  /** One word for all of it, by `QUALITY_THRESHOLDS`; null until the first connection stands. */
  readonly quality: QualityWord | null;
  /** The connection's state when it was read: W3C RTCPeerConnectionState. */
  readonly connectionState: RTCPeerConnectionState;
}

/** What one RTCPeerConnection's report says. */
export interface ConnectionStatistics {
  /** Milliseconds there and back, as ICE's own checks measure it, or RTCP where the browser does not tell theirs. */
  readonly roundTripTime: number | null;
  /** What congestion control believes this side could send, in bits per second. Firefox does not tell. */
  readonly availableOutgoingBitrate: number | null;
  /** The way that is in use; null while there is none. */
  readonly candidatePair: CandidatePairStatistics | null;
  /** What comes from the participant. */
  readonly inbound: DirectionStatistics;
  /** What goes to the participant, with loss and jitter as the participant's browser reports them. */
  readonly outbound: DirectionStatistics;
}

/** Both ends of the way that media takes. Addresses are left out on purpose. */
export interface CandidatePairStatistics {
  /** This side's end. */
  readonly local: CandidateStatistics;
  /** The participant's end. */
  readonly remote: CandidateStatistics;
}

/** One end of the way that media takes. */
export interface CandidateStatistics {
  /** `host`, `srflx` or `prflx` (seen through a NAT), `relay` (through a TURN server). RFC 8445 section 5.1.1.2 */
  readonly candidateType: RTCIceCandidateType | null;
  /** The transport protocol between the two ends, with a relay: from the relay on. */
  readonly protocol: 'udp' | 'tcp' | null;
  /** How this side reaches its TURN server; null for candidates that are not relayed, and for the other side's. */
  readonly relayProtocol: 'udp' | 'tcp' | 'tls' | null;
}

/** All that comes from a participant, or all that goes to it. */
export interface DirectionStatistics {
  /** Bits of RTP payload per second over all that is sent this way; headers are not counted. */
  readonly bitrate: number | null;
  /** The fraction of packets that got lost, 0 to 1, over all that is sent this way. */
  readonly packetLoss: number | null;
  /** Milliseconds: the sound's, or the picture's where there is no sound. RFC 3550 section 6.4.1 */
  readonly jitter: number | null;
  /** Microphone and camera. */
  readonly main: ContentStatistics;
  /** The shared screen and its sound. */
  readonly slides: ContentStatistics;
}

/** The sound and the picture of a person, or of a shared screen. */
export interface ContentStatistics {
  /** Null where there is no such stream. */
  readonly audio: AudioStatistics | null;
  /** Null where there is no such stream. */
  readonly video: VideoStatistics | null;
}

/** What sound and picture have in common. */
export interface StreamStatistics {
  /** Bits of RTP payload per second over the interval. */
  readonly bitrate: number | null;
  /** The fraction of packets that got lost, 0 to 1: in the interval (inbound), between RTCP reports (outbound). */
  readonly packetLoss: number | null;
  /** Milliseconds. RFC 3550 section 6.4.1 */
  readonly jitter: number | null;
  /** The codec's name as in SDP's `rtpmap`, as `opus` or `VP8`. */
  readonly codec: string | null;
}

/** The sound's figures. */
export interface AudioStatistics extends StreamStatistics {
  /** 0 (silence) to 1 (full scale), linear: W3C `audioLevel`. */
  readonly audioLevel: number | null;
  /** Inbound: the fraction of sound that was made up because its packets were late or lost, 0 to 1, in the interval. */
  readonly concealment: number | null;
}

/** The picture's figures. */
export interface VideoStatistics extends StreamStatistics {
  /** Frames per second over the interval: decoded (inbound), encoded (outbound). */
  readonly framesPerSecond: number | null;
  /** Pixels of the last frame. */
  readonly frameWidth: number | null;
  /** Pixels of the last frame. */
  readonly frameHeight: number | null;
  /** Inbound: frames in the interval that came and were not shown. */
  readonly framesDropped: number | null;
  /** Inbound: freezes that ended in the interval. W3C `freezeCount` says what counts as one. */
  readonly freezeCount: number | null;
  /** Inbound: milliseconds that the freezes took that ended in the interval; may be longer than it. */
  readonly freezesDuration: number | null;
  /** Outbound: what holds the picture's quality down. Firefox does not tell. */
  readonly qualityLimitationReason: RTCQualityLimitationReason | null;
}
