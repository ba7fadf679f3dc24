// A call's timeline as it is read, as classes for the OpenAPI document alone.
import { ApiExtraModels, ApiProperty, getSchemaPath, IntersectionType } from '@nestjs/swagger';
import type { CallState, EndReason, Page } from '../call.ts';
import type { SignalType } from '../signal.ts';
import type { CallFact, SeatFact, SeatReason, SeatState, SignalFact, TimelineEntry } from '../timeline.ts';
import { CURSOR, TEXT_OR_NULL, TIME } from './answer-fields.ts';
import {
  ConnectionEntryDto,
  DiagnosisEntryDto,
  ErrorEntryDto,
  IceEntryDto,
  NetworkEntryDto,
  PageEntryDto,
  PathEntryDto,
  QualityEntryDto,
  RecoveryEntryDto,
  SignalingEntryDto,
} from './timeline.dto.ts';

class TimelineEntryAnswer {
  @ApiProperty({ ...TIME, description: 'By the server’s clock.' })
  at!: string;
}

class ReporterAnswer {
  @ApiProperty({ description: 'Who reported it.' })
  participant!: string;
}

export class CallEntryAnswer extends TimelineEntryAnswer implements CallFact {
  @ApiProperty({ type: String, enum: ['call'] })
  kind!: 'call';

  @ApiProperty({ type: String, enum: ['waiting', 'active', 'ended'] })
  state!: CallState;

  @ApiProperty({ ...TEXT_OR_NULL, enum: ['hangup', 'ended', 'deleted', 'abandoned', 'expired', null] })
  reason!: EndReason | null;
}

export class SeatEntryAnswer extends TimelineEntryAnswer implements SeatFact {
  @ApiProperty({ type: String, enum: ['seat'] })
  kind!: 'seat';

  @ApiProperty()
  participant!: string;

  @ApiProperty({ type: String, enum: ['joined', 'gone', 'back', 'replaced', 'left'] })
  state!: SeatState;

  @ApiProperty({
    ...TEXT_OR_NULL,
    enum: ['hangup', 'lost', 'removed', 'replaced', 'ended', 'restart', null],
    description: 'Of `left`: why, `ended` when the call did; of `gone`: `restart` when the server did.',
  })
  reason!: SeatReason | null;
}

export class SignalEntryAnswer extends TimelineEntryAnswer implements SignalFact {
  @ApiProperty({ type: String, enum: ['signal'] })
  kind!: 'signal';

  @ApiProperty({ description: 'The sender.' })
  participant!: string;

  @ApiProperty({ ...TEXT_OR_NULL, description: 'The receiver; null while its offer is open.' })
  peer!: string | null;

  @ApiProperty({ type: String, enum: ['offer', 'answer', 'candidate', 'hangup'] })
  type!: SignalType;

  @ApiProperty()
  connection!: string;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Bytes of its description, candidate or reason as JSON; null when it was dropped.',
  })
  size!: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  seq!: number | null;

  @ApiProperty({ description: 'Whether the receiver has confirmed it.' })
  delivered!: boolean;
}

export class SignalingEntryAnswer extends IntersectionType(SignalingEntryDto, ReporterAnswer) {}
export class NetworkEntryAnswer extends IntersectionType(NetworkEntryDto, ReporterAnswer) {}
export class PageEntryAnswer extends IntersectionType(PageEntryDto, ReporterAnswer) {}
export class ConnectionEntryAnswer extends IntersectionType(ConnectionEntryDto, ReporterAnswer) {}
export class IceEntryAnswer extends IntersectionType(IceEntryDto, ReporterAnswer) {}
export class RecoveryEntryAnswer extends IntersectionType(RecoveryEntryDto, ReporterAnswer) {}
export class QualityEntryAnswer extends IntersectionType(QualityEntryDto, ReporterAnswer) {}
export class PathEntryAnswer extends IntersectionType(PathEntryDto, ReporterAnswer) {}
export class ErrorEntryAnswer extends IntersectionType(ErrorEntryDto, ReporterAnswer) {}
export class DiagnosisEntryAnswer extends IntersectionType(DiagnosisEntryDto, ReporterAnswer) {}

const ENTRIES = {
  call: CallEntryAnswer,
  seat: SeatEntryAnswer,
  signal: SignalEntryAnswer,
  signaling: SignalingEntryAnswer,
  network: NetworkEntryAnswer,
  page: PageEntryAnswer,
  connection: ConnectionEntryAnswer,
  ice: IceEntryAnswer,
  recovery: RecoveryEntryAnswer,
  quality: QualityEntryAnswer,
  path: PathEntryAnswer,
  error: ErrorEntryAnswer,
  diagnosis: DiagnosisEntryAnswer,
} satisfies Record<TimelineEntry['kind'], unknown>;

@ApiExtraModels(...Object.values(ENTRIES))
export class TimelinePageAnswer implements Page<TimelineEntry> {
  @ApiProperty({
    type: 'array',
    items: {
      oneOf: Object.values(ENTRIES).map((Class) => ({ $ref: getSchemaPath(Class) })),
      discriminator: {
        propertyName: 'kind',
        mapping: Object.fromEntries(Object.entries(ENTRIES).map(([kind, Class]) => [kind, getSchemaPath(Class)])),
      },
    },
  })
  items!: TimelineEntry[];

  @ApiProperty(CURSOR)
  nextCursor!: string | null;
}

export class ReportedAnswer {
  @ApiProperty({ type: 'integer', description: 'How many entries were new.' })
  stored!: number;
}
