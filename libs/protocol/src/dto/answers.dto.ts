// What the REST doors answer, as classes for the OpenAPI document alone: nothing is checked on the way out.
import { ApiExtraModels, ApiProperty, type ApiPropertyOptions, getSchemaPath } from '@nestjs/swagger';
import type {
  Call,
  CallState,
  CreatedCall,
  EndReason,
  IceServer,
  IceServers,
  Metadata,
  Page,
  Participant,
  ParticipantState,
} from '../call.ts';
import { ERROR_STATUS, type ErrorCode, type FieldError, type ProblemDetails } from '../codes.ts';
import { LIMITS } from '../limits.ts';
import type {
  CandidateSignal,
  DescriptionSignal,
  HangupSignal,
  Joined,
  MailboxPage,
  MailboxSignal,
  Signal,
} from '../signal.ts';
import { IceCandidateDto, SessionDescriptionDto } from './descriptions.dto.ts';

const TIME = { type: String, format: 'date-time' } as const;
const TEXT_OR_NULL = { type: String, nullable: true } as const;
const TIME_OR_NULL = { ...TIME, nullable: true } as const;

const CURSOR = { ...TEXT_OR_NULL, description: 'The `cursor` of the next page; null on the last.' } as const;
const MORE = { description: 'Whether the mailbox holds more past the last item.' } as const;

export class ParticipantAnswer implements Participant {
  @ApiProperty()
  id!: string;

  @ApiProperty({ ...TEXT_OR_NULL, maxLength: LIMITS.displayNameCharacters })
  displayName!: string | null;

  @ApiProperty({ type: String, enum: ['connected', 'reconnecting', 'left'] })
  state!: ParticipantState;

  @ApiProperty(TIME)
  joinedAt!: string;

  @ApiProperty(TIME_OR_NULL)
  leftAt!: string | null;
}

export class CallAnswer implements Call {
  @ApiProperty()
  id!: string;

  @ApiProperty({ ...TEXT_OR_NULL, maxLength: LIMITS.nameCharacters })
  name!: string | null;

  @ApiProperty({ type: String, enum: ['waiting', 'active', 'ended'] })
  state!: CallState;

  @ApiProperty({ type: 'integer', minimum: LIMITS.minParticipants, maximum: LIMITS.maxParticipants })
  maxParticipants!: number;

  @ApiProperty({ type: 'object', additionalProperties: true })
  metadata!: Metadata;

  @ApiProperty({ description: 'Whether the call stands in public lists.' })
  listed!: boolean;

  @ApiProperty({ type: [ParticipantAnswer], description: 'Those who have not left, in the order of joining.' })
  participants!: ParticipantAnswer[];

  @ApiProperty({ type: String, format: 'uri' })
  joinUrl!: string;

  @ApiProperty(TIME)
  createdAt!: string;

  @ApiProperty({ ...TIME_OR_NULL, description: 'When the second participant joined.' })
  startedAt!: string | null;

  @ApiProperty(TIME_OR_NULL)
  endedAt!: string | null;

  @ApiProperty({ ...TEXT_OR_NULL, enum: ['hangup', 'ended', 'deleted', 'abandoned', 'expired', null] })
  endReason!: EndReason | null;
}

export class CreatedCallAnswer extends CallAnswer implements CreatedCall {
  @ApiProperty({ description: 'Changes, ends and erases the call. It is told this once.' })
  ownerSecret!: string;
}

export class CallPageAnswer implements Page<Call> {
  @ApiProperty({ type: [CallAnswer] })
  items!: CallAnswer[];

  @ApiProperty(CURSOR)
  nextCursor!: string | null;
}

export class ParticipantPageAnswer implements Page<Participant> {
  @ApiProperty({ type: [ParticipantAnswer] })
  items!: ParticipantAnswer[];

  @ApiProperty(CURSOR)
  nextCursor!: string | null;
}

export class IceServerAnswer implements IceServer {
  @ApiProperty({ type: [String] })
  urls!: string[];

  @ApiProperty({ required: false })
  username?: string;

  @ApiProperty({ required: false })
  credential?: string;
}

export class IceServersAnswer implements IceServers {
  @ApiProperty({ type: [IceServerAnswer] })
  iceServers!: IceServerAnswer[];

  @ApiProperty({ ...TIME_OR_NULL, description: 'When the TURN credentials run out; null without any.' })
  expiresAt!: string | null;
}

abstract class SignalAnswer {
  @ApiProperty({
    type: 'integer',
    minimum: 1,
    nullable: true,
    description: 'Position in the receiver’s mailbox; null while its offer is open.',
  })
  seq!: number | null;

  @ApiProperty()
  from!: string;

  @ApiProperty({ ...TEXT_OR_NULL, description: 'The receiver; null while its offer is open.' })
  to!: string | null;

  @ApiProperty()
  messageId!: string;

  @ApiProperty({ description: 'Which RTCPeerConnection of the two this belongs to.' })
  connection!: string;

  @ApiProperty(TIME)
  createdAt!: string;

  @ApiProperty({ description: 'Whether the receiver has confirmed it.' })
  delivered!: boolean;
}

export class DescriptionSignalAnswer extends SignalAnswer implements DescriptionSignal {
  @ApiProperty({ type: String, enum: ['offer', 'answer'] })
  type!: 'offer' | 'answer';

  @ApiProperty({ type: SessionDescriptionDto })
  description!: SessionDescriptionDto;
}

export class CandidateSignalAnswer extends SignalAnswer implements CandidateSignal {
  @ApiProperty({ type: String, enum: ['candidate'] })
  type!: 'candidate';

  @ApiProperty({ type: IceCandidateDto, nullable: true, description: 'Null is end-of-candidates.' })
  candidate!: IceCandidateDto | null;
}

export class HangupSignalAnswer extends SignalAnswer implements HangupSignal {
  @ApiProperty({ type: String, enum: ['hangup'] })
  type!: 'hangup';

  @ApiProperty(TEXT_OR_NULL)
  reason!: string | null;
}

/** A signal of whichever type; its schemas come along with a page of signals. */
export const SIGNAL_SCHEMA = {
  oneOf: [DescriptionSignalAnswer, CandidateSignalAnswer, HangupSignalAnswer].map((Class) => ({
    $ref: getSchemaPath(Class),
  })),
  discriminator: {
    propertyName: 'type',
    mapping: {
      offer: getSchemaPath(DescriptionSignalAnswer),
      answer: getSchemaPath(DescriptionSignalAnswer),
      candidate: getSchemaPath(CandidateSignalAnswer),
      hangup: getSchemaPath(HangupSignalAnswer),
    },
  },
};

const SIGNALS: ApiPropertyOptions = { type: 'array', items: SIGNAL_SCHEMA };

@ApiExtraModels(DescriptionSignalAnswer, CandidateSignalAnswer, HangupSignalAnswer)
export class SignalPageAnswer implements Page<Signal> {
  @ApiProperty(SIGNALS)
  items!: Signal[];

  @ApiProperty(CURSOR)
  nextCursor!: string | null;
}

export class MailboxPageAnswer implements MailboxPage {
  @ApiProperty(SIGNALS)
  items!: MailboxSignal[];

  @ApiProperty(MORE)
  more!: boolean;
}

export class JoinedAnswer extends IceServersAnswer implements Joined {
  @ApiProperty({ type: ParticipantAnswer })
  self!: ParticipantAnswer;

  @ApiProperty({ description: 'Whether the secret had a seat here before.' })
  resumed!: boolean;

  @ApiProperty({ required: false, description: 'Only when the server made it. It is told this once.' })
  secret?: string;

  @ApiProperty({ type: CallAnswer })
  call!: CallAnswer;

  @ApiProperty(SIGNALS)
  mailbox!: MailboxSignal[];

  @ApiProperty(MORE)
  more!: boolean;
}

export class FieldErrorAnswer implements FieldError {
  @ApiProperty({ description: 'The field’s name, joined by dots; empty when the whole body is wrong.' })
  path!: string;

  @ApiProperty()
  message!: string;
}

/** RFC 9457. */
export class ProblemAnswer implements ProblemDetails {
  @ApiProperty({ type: String, format: 'uri' })
  type!: string;

  @ApiProperty({ type: String, enum: Object.keys(ERROR_STATUS), description: 'What a program should branch on.' })
  code!: ErrorCode;

  @ApiProperty()
  title!: string;

  @ApiProperty({ type: 'integer' })
  status!: number;

  @ApiProperty()
  detail!: string;

  @ApiProperty({ description: 'Names this request in the server’s log.' })
  requestId!: string;

  @ApiProperty({ type: [FieldErrorAnswer], required: false })
  errors?: FieldErrorAnswer[];

  @ApiProperty({ type: 'integer', required: false, description: 'Seconds to wait before trying again.' })
  retryAfter?: number;
}
