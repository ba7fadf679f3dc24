// What the REST doors answer (signals aside), as classes for the OpenAPI document alone: nothing is checked on the way out.
import { ApiProperty } from '@nestjs/swagger';
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
import { type Permission, PERMISSIONS } from '../permissions.ts';
import { CURSOR, ONLY_WHEN_SO, TEXT_OR_NULL, TIME, TIME_OR_NULL } from './answer-fields.ts';

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

  @ApiProperty({ required: false, description: 'Who a back end says it is: the `sub` of its token.' })
  identity?: string;

  @ApiProperty({
    required: false,
    type: 'array',
    items: { type: 'string', enum: [...PERMISSIONS] },
    description: 'What it may do, when that is not all but `moderate`.',
  })
  permissions?: Permission[];
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

  @ApiProperty({ ...ONLY_WHEN_SO, description: 'Newcomers are asked for a password.' })
  passwordProtected?: true;

  @ApiProperty({ ...ONLY_WHEN_SO, description: 'Nobody comes anew.' })
  locked?: true;

  @ApiProperty({ ...ONLY_WHEN_SO, description: 'Newcomers knock, and a moderator lets them in.' })
  lobby?: true;
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
