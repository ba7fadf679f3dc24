// Signals, mailboxes and what taking a seat answers, as classes for the OpenAPI document alone.
import { ApiExtraModels, ApiProperty, type ApiPropertyOptions, getSchemaPath } from '@nestjs/swagger';
import type { Page } from '../call.ts';
import type {
  CandidateSignal,
  DescriptionSignal,
  HangupSignal,
  Joined,
  MailboxPage,
  MailboxSignal,
  Signal,
} from '../signal.ts';
import { CURSOR, TEXT_OR_NULL, TIME } from './answer-fields.ts';
import { CallAnswer, IceServersAnswer, ParticipantAnswer } from './answers.dto.ts';
import { IceCandidateDto, SessionDescriptionDto } from './descriptions.dto.ts';
import { KnockAnswer } from './knocks.dto.ts';

const MORE = { description: 'Whether the mailbox holds more past the last item.' } as const;

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

  @ApiProperty({
    type: [KnockAnswer],
    required: false,
    description: 'Those who wait to be let in. Only for a seat with `moderate`, in a call with a lobby.',
  })
  knocks?: KnockAnswer[];
}
