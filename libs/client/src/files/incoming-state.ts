// A transfer at the receiver's, as a pure function: what a message, bytes, the person or the disk changes, and what is to
// be done about it. It knows neither channels nor disks: an IncomingFile has both.
import { CANCELLED, isFileFailure, type FileFailure } from './file-codes.ts';
import { WINDOW, type FileMessage } from './file-messages.ts';
import type { TransferFacts } from './outgoing-state.ts';

/**
 * `offered` until the person answers, `opening` while the disk says what it has already, `receiving`, `checking` the
 * digest once the last byte is written.
 */
export type IncomingPhase =
  'offered' | 'opening' | 'receiving' | 'checking' | 'complete' | 'refused' | 'cancelled' | 'failed';

export interface IncomingState {
  readonly phase: IncomingPhase;
  /** Whether the sender has made its offer on the channel that stands now. */
  readonly connected: boolean;
  /** Whether the sender has the file at hand: after a reload of its page it has to be picked again. */
  readonly ready: boolean;
  /** Where the next chunk has to begin. */
  readonly position: number;
  /** Bytes on the disk. */
  readonly written: number;
  /** Of those, what the sender was told, and when. */
  readonly told: number;
  readonly toldAt: number;
  /** Of the whole content, as the sender named it; null until it has. */
  readonly digest: string | null;
  readonly failure: FileFailure | null;
}

export type IncomingInput =
  | { type: 'message'; message: FileMessage }
  | { type: 'disconnected' }
  /** The sender's list of offers on a new channel does not name it. */
  | { type: 'withdrawn' }
  | { type: 'accepted' }
  | { type: 'refused' }
  /** The disk has so many bytes of it, with this digest. */
  | { type: 'opened'; position: number; digest: string | null }
  | { type: 'chunk'; position: number; length: number }
  /** @param at milliseconds, of any clock that only goes forward */
  | { type: 'written'; position: number; at: number }
  /** What is on the disk has this digest. */
  | { type: 'checked'; digest: string }
  | { type: 'failed'; failure: FileFailure }
  | { type: 'cancelled' };

export type IncomingAction =
  | { do: 'send'; message: FileMessage }
  /** Find out what the disk has, once everything is written that it was given. */
  | { do: 'open' }
  /** Write the chunk that is at hand. */
  | { do: 'write' }
  /** Make the digest of the file, once everything is written. */
  | { do: 'check' }
  /** Nothing of it is kept. */
  | { do: 'discard' };

export interface IncomingVerdict {
  readonly state: IncomingState;
  readonly actions: readonly IncomingAction[];
}

/** An offer that was just heard, or, after a reload, one that was accepted before. */
export function beginIncoming(accepted: boolean): IncomingState {
  const phase = accepted ? 'opening' : 'offered';
  return {
    phase,
    connected: false,
    ready: true,
    position: 0,
    written: 0,
    told: 0,
    toldAt: -Infinity,
    digest: null,
    failure: null,
  };
}

const OVER: ReadonlySet<IncomingPhase> = new Set(['complete', 'refused', 'cancelled', 'failed']);

/** Bytes and milliseconds after which the sender is told how far the disk is. */
const TELL_BYTES = WINDOW / 16;
const TELL_TIME = 200;

/** Whether nothing more comes of it. */
export function isIncomingOver({ phase }: IncomingState): boolean {
  return OVER.has(phase);
}

export function advanceIncoming(state: IncomingState, input: IncomingInput, facts: TransferFacts): IncomingVerdict {
  const { id, size } = facts;
  if (isIncomingOver(state)) {
    // A sender that offers it again has not heard how it ended.
    const again = input.type === 'message' && input.message.type === 'offer';
    return { state, actions: again ? [tell(lastWord(state, id))] : [] };
  }
  switch (input.type) {
    case 'message':
      return hear(state, input.message, facts);
    case 'disconnected':
      return { state: { ...state, connected: false }, actions: [] };
    case 'withdrawn':
      return fail(state, 'file-withdrawn', id);
    case 'accepted':
      return state.phase === 'offered' ? open(state) : { state, actions: [] };
    case 'refused':
      return state.phase === 'offered' ? end(state, 'refused', null, id) : { state, actions: [] };
    case 'cancelled':
      return end(state, 'cancelled', null, id);
    case 'failed':
      return fail(state, input.failure, id);
    case 'opened':
      return opened(state, input.position, input.digest, facts);
    case 'chunk':
      return take(state, input.position, input.length, facts);
    case 'written':
      return written(state, input.position, input.at, facts);
    case 'checked':
      return state.phase === 'checking' && input.digest === state.digest
        ? { state: { ...state, phase: 'complete', written: size }, actions: [tell({ type: 'complete', id })] }
        : fail(state, 'file-corrupted', id);
  }
}

function hear(state: IncomingState, message: FileMessage, { id, size }: TransferFacts): IncomingVerdict {
  switch (message.type) {
    case 'offer': {
      const connected = { ...state, connected: true, ready: message.ready };
      // Whoever accepted says from where to go on; whoever is checking answers when that is done.
      return state.phase === 'opening' || state.phase === 'receiving'
        ? open(connected)
        : { state: connected, actions: [] };
    }
    case 'end':
      if (state.phase !== 'receiving') {
        return { state, actions: [] };
      }
      return state.position === size
        ? { state: { ...state, phase: 'checking', digest: message.digest }, actions: [{ do: 'check' }] }
        : fail(state, 'file-protocol', id);
    case 'cancel': {
      const { code } = message;
      const ended: Partial<IncomingState> = isFileFailure(code)
        ? { phase: 'failed', failure: code }
        : { phase: 'cancelled' };
      return { state: { ...state, ...ended }, actions: [{ do: 'discard' }] };
    }
    // What only a receiver says.
    case 'offers':
    case 'accept':
    case 'refuse':
    case 'received':
    case 'complete':
      return { state, actions: [] };
  }
}

function open(state: IncomingState): IncomingVerdict {
  return { state: { ...state, phase: 'opening' }, actions: [{ do: 'open' }] };
}

function opened(state: IncomingState, position: number, digest: string | null, { id }: TransferFacts): IncomingVerdict {
  if (state.phase !== 'opening') {
    return { state, actions: [] };
  }
  const at = { ...state, position, written: position, told: position };
  // Without a channel the sender's next offer opens it again, which costs nothing then.
  return state.connected
    ? { state: { ...at, phase: 'receiving' }, actions: [tell({ type: 'accept', id, position, digest })] }
    : { state: at, actions: [] };
}

function take(state: IncomingState, position: number, length: number, { id, size }: TransferFacts): IncomingVerdict {
  if (state.phase !== 'receiving') {
    // Left over from before an interruption: it comes again.
    return { state, actions: [] };
  }
  const next = position + length;
  // A gap, more than was announced, or a sender that does not wait: memory is not theirs to fill.
  if (position !== state.position || next > size || next - state.told > 2 * WINDOW) {
    return fail(state, 'file-protocol', id);
  }
  return { state: { ...state, ready: true, position: next }, actions: [{ do: 'write' }] };
}

function written(state: IncomingState, position: number, at: number, { id, size }: TransferFacts): IncomingVerdict {
  const due = position - state.told >= TELL_BYTES || at - state.toldAt >= TELL_TIME || position === size;
  if (!due || state.phase !== 'receiving') {
    return { state: { ...state, written: position }, actions: [] };
  }
  return {
    state: { ...state, written: position, told: position, toldAt: at },
    actions: [tell({ type: 'received', id, position })],
  };
}

function fail(state: IncomingState, failure: FileFailure, id: string): IncomingVerdict {
  return end(state, 'failed', failure, id);
}

function end(
  state: IncomingState,
  phase: 'refused' | 'cancelled' | 'failed',
  failure: FileFailure | null,
  id: string,
): IncomingVerdict {
  const over = { ...state, phase, failure };
  return { state: over, actions: [tell(lastWord(over, id)), { do: 'discard' }] };
}

/** What a sender is told of a transfer that is over here. */
function lastWord({ phase, failure }: IncomingState, id: string): FileMessage {
  if (phase === 'complete' || phase === 'refused') {
    return { type: phase === 'complete' ? 'complete' : 'refuse', id };
  }
  return { type: 'cancel', id, code: failure ?? CANCELLED };
}

function tell(message: FileMessage): IncomingAction {
  return { do: 'send', message };
}
