// Rows as the ports hand them out.
import type {
  HangupSignal,
  IceCandidate,
  MailboxSignal,
  Metadata,
  Participant,
  SessionDescription,
  Signal,
} from '@parley/protocol';
import type { Selectable } from 'kysely';
import type { SeatHandle, StoredCall } from '../ports/stored.ts';
import { instant, instantOrNull } from './instant.ts';
import { DEFAULT_BITS, permissionsOf } from './permission-bits.ts';
import type { CallTable, SeatTable } from './schema.ts';

export type CallRow = Selectable<CallTable>;
export type SeatRow = Selectable<SeatTable>;

export function participantView(
  row: Pick<SeatRow, 'id' | 'display_name' | 'state' | 'joined_at' | 'left_at' | 'identity' | 'permissions'>,
): Participant {
  return {
    id: row.id,
    displayName: row.display_name,
    state: row.state,
    joinedAt: instant(row.joined_at),
    leftAt: instantOrNull(row.left_at),
    ...(row.identity !== null && { identity: row.identity }),
    ...(row.permissions !== DEFAULT_BITS && { permissions: permissionsOf(row.permissions) }),
  };
}

/** @param present its seats that have not left, in the order of joining */
export function callView(row: CallRow, present: readonly SeatRow[]): StoredCall {
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    maxParticipants: row.max_participants,
    metadata: JSON.parse(row.metadata) as Metadata,
    listed: row.listed === 1,
    participants: present.map(participantView),
    createdAt: instant(row.created_at),
    startedAt: instantOrNull(row.started_at),
    endedAt: instantOrNull(row.ended_at),
    endReason: row.end_reason,
    ...(row.password_hash !== null && { passwordProtected: true }),
    ...(row.locked === 1 && { locked: true }),
    ...(row.lobby === 1 && { lobby: true }),
  };
}

export function seatHandle(callId: string, seat: Pick<SeatRow, 'id' | 'call_number' | 'number' | 'epoch'>): SeatHandle {
  return {
    callId,
    participantId: seat.id,
    callNumber: seat.call_number,
    seatNumber: seat.number,
    epoch: seat.epoch,
  };
}

/** What every signal has, whatever it says. */
interface SignalEnvelope {
  seq: number | null;
  from: string;
  to: string | null;
  messageId: string;
  connection: string;
  createdAt: string;
  delivered: boolean;
}

/** A signal's columns, its sender and receiver by their ids. */
export interface SignalParts extends SignalEnvelope {
  type: Signal['type'];
  /** The description, the candidate or the reason, as JSON. */
  body: string;
}

type InMailbox = { seq: number; to: string };

export function signalView(parts: SignalParts & InMailbox): MailboxSignal;
export function signalView(parts: SignalParts): Signal;
export function signalView({ type, body, ...envelope }: SignalParts): Signal {
  return signalOf(type, JSON.parse(body), envelope);
}

/** @param content the description, the candidate or the reason */
export function signalOf(type: Signal['type'], content: unknown, envelope: SignalEnvelope & InMailbox): MailboxSignal;
export function signalOf(type: Signal['type'], content: unknown, envelope: SignalEnvelope): Signal;
export function signalOf(type: Signal['type'], content: unknown, envelope: SignalEnvelope): Signal {
  switch (type) {
    case 'offer':
    case 'answer':
      return { ...envelope, type, description: content as SessionDescription };
    case 'candidate':
      return { ...envelope, type, candidate: content as IceCandidate | null };
    case 'hangup':
      return { ...envelope, type, reason: content as HangupSignal['reason'] };
  }
}
