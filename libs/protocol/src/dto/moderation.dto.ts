// What a moderator asks of a seat: what it may do, and that it mutes something.
import { type MutedKind, type Permission, PERMISSIONS } from '../permissions.ts';
import { Choice, Choices } from './fields.decorator.ts';

/** `PATCH /calls/{id}/participants/{pid}`. */
export class ChangeSeatDto {
  /** All that it may do from now on. */
  @Choices(PERMISSIONS)
  permissions!: Permission[];
}

/** `POST /calls/{id}/participants/{pid}/mute-requests`. */
export class MuteRequestDto {
  @Choice(['microphone', 'camera', 'screen'])
  kind!: MutedKind;
}
