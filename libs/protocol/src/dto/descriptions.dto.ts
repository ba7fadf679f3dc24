// What the peers' browsers say to each other: session descriptions and ICE candidates, as the W3C's dictionaries have them.
import { LIMITS } from '../limits.ts';
import type { IceCandidate, SessionDescription } from '../signal.ts';
import { Choice, Integer, Sdp, Text } from './fields.decorator.ts';

/** RTCSessionDescriptionInit, an offer or an answer. */
export class SessionDescriptionDto implements SessionDescription {
  @Choice(['offer', 'answer'])
  type!: 'offer' | 'answer';

  @Sdp()
  sdp!: string;
}

export class OfferDescriptionDto implements SessionDescription {
  @Choice(['offer'])
  type!: 'offer';

  @Sdp()
  sdp!: string;
}

export class AnswerDescriptionDto implements SessionDescription {
  @Choice(['answer'])
  type!: 'answer';

  @Sdp()
  sdp!: string;
}

/** RTCIceCandidateInit (WebRTC 1.0, section 4.8.1): what `RTCIceCandidate.toJSON()` gives. The whole is measured, not its texts. */
export class IceCandidateDto implements IceCandidate {
  @Text({
    max: LIMITS.candidateBytes,
    optional: true,
    doc: { example: 'candidate:1 1 udp 2122260223 192.0.2.1 54400 typ host' },
  })
  candidate?: string;

  @Text({ max: LIMITS.candidateBytes, optional: true, nullable: true })
  sdpMid?: string | null;

  @Integer({ min: 0, max: 65_535, optional: true, nullable: true })
  sdpMLineIndex?: number | null;

  @Text({ max: LIMITS.candidateBytes, optional: true, nullable: true })
  usernameFragment?: string | null;
}
