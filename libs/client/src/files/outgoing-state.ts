// A transfer at the sender's, as a pure function: what a message, the person or the disk changes, and what is to be done
// about it. It knows neither channels nor files: an OutgoingFile has both.
import { CANCELLED, isFileFailure, type FileFailure } from './file-codes.ts';
import type { FileMessage } from './file-messages.ts';

/** `offered` until it is answered, `sending` until the last byte has left, `sent` until the receiver has checked it. */
export type OutgoingPhase = 'offered' | 'sending' | 'sent' | 'complete' | 'refused' | 'cancelled' | 'failed';

/** From where the receiver wants the bytes, and the digest of what it has. */
export interface ResumePoint {
  readonly position: number;
  readonly digest: string | null;
}

export interface OutgoingState {
  readonly phase: OutgoingPhase;
  /** Whether there is a channel to the receiver. */
  readonly connected: boolean;
  /** Whether the file is at hand: after a reload of the sender's page it is not, until it is picked again. */
  readonly atHand: boolean;
  /** What the receiver asked for on this channel; null until it has. */
  readonly wanted: ResumePoint | null;
  /** Bytes that the receiver has written. */
  readonly confirmed: number;
  /** Why it failed, or why the file that was picked again is not the one. */
  readonly failure: FileFailure | null;
}

export type OutgoingInput =
  | { type: 'connected' }
  | { type: 'disconnected' }
  | { type: 'message'; message: FileMessage }
  /** The file was picked again. */
  | { type: 'provided' }
  /** What is at hand does not begin with what the receiver has. */
  | { type: 'mismatched' }
  /** The last byte has left. */
  | { type: 'ended'; digest: string }
  | { type: 'failed'; failure: FileFailure }
  | { type: 'cancelled' };

export type OutgoingAction =
  | { do: 'send'; message: FileMessage }
  | { do: 'describe' }
  /** Send the bytes from there on, in the place of what is being sent. */
  | { do: 'stream'; from: ResumePoint }
  /** The receiver has room to here. */
  | { do: 'confirm'; position: number }
  | { do: 'stop' };

export interface OutgoingVerdict {
  readonly state: OutgoingState;
  readonly actions: readonly OutgoingAction[];
}

/** The identity of a transfer, which never changes. */
export interface TransferFacts {
  readonly id: string;
  /** Bytes. */
  readonly size: number;
}

/** An offer that nobody has heard of yet. */
export function beginOutgoing(atHand: boolean): OutgoingState {
  return { phase: 'offered', connected: false, atHand, wanted: null, confirmed: 0, failure: null };
}

const OVER: ReadonlySet<OutgoingPhase> = new Set(['complete', 'refused', 'cancelled', 'failed']);

/** Whether nothing more comes of it. */
export function isOutgoingOver({ phase }: OutgoingState): boolean {
  return OVER.has(phase);
}

export function advanceOutgoing(state: OutgoingState, input: OutgoingInput, facts: TransferFacts): OutgoingVerdict {
  if (isOutgoingOver(state)) {
    return { state, actions: [] };
  }
  switch (input.type) {
    case 'connected':
      // The receiver says anew from where: what was on its way on the channel before is lost.
      return { state: { ...state, connected: true, wanted: null }, actions: [{ do: 'stop' }, { do: 'describe' }] };
    case 'disconnected':
      return { state: { ...state, connected: false, wanted: null }, actions: [{ do: 'stop' }] };
    case 'provided':
      return stream({ ...state, atHand: true, failure: null });
    case 'mismatched':
      return { state: { ...state, atHand: false, failure: 'file-changed' }, actions: [{ do: 'stop' }] };
    case 'ended':
      return state.phase === 'sending'
        ? { state: { ...state, phase: 'sent' }, actions: [tell({ type: 'end', id: facts.id, digest: input.digest })] }
        : { state, actions: [] };
    case 'failed':
      return fail(state, input.failure, facts.id);
    case 'cancelled':
      return {
        state: { ...state, phase: 'cancelled' },
        actions: [{ do: 'stop' }, tell({ type: 'cancel', id: facts.id, code: CANCELLED })],
      };
    case 'message':
      return hear(state, input.message, facts);
  }
}

function hear(state: OutgoingState, message: FileMessage, { id, size }: TransferFacts): OutgoingVerdict {
  switch (message.type) {
    case 'accept': {
      const { position, digest } = message;
      if (position > size) {
        return fail(state, 'file-protocol', id);
      }
      return stream({ ...state, phase: 'sending', wanted: { position, digest }, confirmed: position });
    }
    case 'received':
      // A position that was never sent would open the window for nothing; one of an earlier channel closes it again.
      if (message.position > size || state.wanted === null || message.position < state.confirmed) {
        return { state, actions: [] };
      }
      return {
        state: { ...state, confirmed: message.position },
        actions: [{ do: 'confirm', position: message.position }],
      };
    case 'refuse':
      return { state: { ...state, phase: 'refused' }, actions: [{ do: 'stop' }] };
    case 'complete':
      return { state: { ...state, phase: 'complete', confirmed: size }, actions: [{ do: 'stop' }] };
    case 'cancel': {
      const { code } = message;
      const ended: Partial<OutgoingState> = isFileFailure(code)
        ? { phase: 'failed', failure: code }
        : { phase: 'cancelled' };
      return { state: { ...state, ...ended }, actions: [{ do: 'stop' }] };
    }
    // What only a sender says.
    case 'offers':
    case 'offer':
    case 'end':
      return { state, actions: [] };
  }
}

/** The bytes flow when the receiver has said from where, and the file is there. */
function stream(state: OutgoingState): OutgoingVerdict {
  if (!state.atHand || !state.wanted) {
    return { state, actions: [] };
  }
  return { state: { ...state, phase: 'sending' }, actions: [{ do: 'stream', from: state.wanted }] };
}

function fail(state: OutgoingState, failure: FileFailure, id: string): OutgoingVerdict {
  return {
    state: { ...state, phase: 'failed', failure },
    actions: [{ do: 'stop' }, tell({ type: 'cancel', id, code: failure })],
  };
}

function tell(message: FileMessage): OutgoingAction {
  return { do: 'send', message };
}
