// Signals as they are sent: an event each for sockets, one body with a `type` for REST.
import type { CandidatePayload, DescriptionPayload } from '../events.ts';
import { LIMITS } from '../limits.ts';
import type { SentSignalType } from '../signal.ts';
import {
  AnswerDescriptionDto,
  IceCandidateDto,
  OfferDescriptionDto,
  SessionDescriptionDto,
} from './descriptions.dto.ts';
import { Choice, Nested, Opaque, Text } from './fields.decorator.ts';

abstract class SentSignalDto {
  /** Chosen by the sender, unique per sender: sending it again stores nothing. */
  @Text({ min: 1, max: LIMITS.messageIdCharacters })
  messageId!: string;

  /** Which RTCPeerConnection of the two this belongs to; the offerer chose it. */
  @Text({ max: LIMITS.connectionCharacters, optional: true, doc: { default: '' } })
  connection: string = '';
}

export class OfferDto extends SentSignalDto implements DescriptionPayload {
  /** Left out: an open offer. */
  @Opaque({ optional: true })
  to?: string;

  @Nested(OfferDescriptionDto)
  description!: OfferDescriptionDto;
}

export class AnswerDto extends SentSignalDto implements DescriptionPayload {
  @Opaque()
  to!: string;

  @Nested(AnswerDescriptionDto)
  description!: AnswerDescriptionDto;
}

export class CandidateDto extends SentSignalDto implements CandidatePayload {
  /** Left out: it goes where the sender's open offer of this connection went or will go. */
  @Opaque({ optional: true })
  to?: string;

  /** Null is end-of-candidates. */
  @Nested(IceCandidateDto, { nullable: true, maxBytes: LIMITS.candidateBytes })
  candidate!: IceCandidateDto | null;
}

const isCandidate = ({ type }: { type?: unknown }): boolean => type === 'candidate';

const descriptionOf = ({ type }: { type?: unknown }) => {
  if (type === 'offer') return OfferDescriptionDto;
  return type === 'answer' ? AnswerDescriptionDto : SessionDescriptionDto;
};

export class PostSignalDto extends SentSignalDto {
  @Choice(['offer', 'answer', 'candidate'])
  type!: SentSignalType;

  @Opaque({
    optional: ({ type }) => type !== 'answer',
    doc: { description: 'May be left out of offers and candidates.' },
  })
  to?: string;

  @Nested(SessionDescriptionDto, {
    which: descriptionOf,
    optional: isCandidate,
    onlyWhen: (signal) => !isCandidate(signal),
    doc: { description: 'Of an offer or an answer; its type is the signal’s.' },
  })
  description?: SessionDescriptionDto;

  @Nested(IceCandidateDto, {
    optional: (signal) => !isCandidate(signal),
    onlyWhen: isCandidate,
    nullable: true,
    maxBytes: LIMITS.candidateBytes,
    doc: { description: 'Of a candidate; null is end-of-candidates.' },
  })
  candidate?: IceCandidateDto | null;
}
