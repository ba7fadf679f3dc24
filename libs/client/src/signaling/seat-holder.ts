// What a seat tells whoever holds it.
import type {
  Call,
  IceServers,
  Joined,
  MailboxSignal,
  ParticipantJoinedNotice,
  ParticipantLeftNotice,
  ParticipantNotice,
} from '@parley/protocol';
import type { CallError } from '../call-error.ts';
import type { SeatEnd } from './join-refusal.ts';

export interface SeatHolder {
  /** The seat was taken again on a new socket: media goes on, but who is there may have changed. */
  handleRejoined(joined: Joined): void;
  handleSignal(signal: MailboxSignal): void;
  /** Everything that the mailbox held at a join has been told. */
  handleCaughtUp(): void;
  handleParticipantJoined(notice: ParticipantJoinedNotice): void;
  handleParticipantUpdated(notice: ParticipantNotice): void;
  handleParticipantLeft(notice: ParticipantLeftNotice): void;
  handleInfo(call: Call): void;
  handleIceServers(servers: IceServers): void;
  handleSocket(connected: boolean): void;
  /** It is over; the seat has closed itself. */
  handleOver(end: SeatEnd, error: CallError | null): void;
}
