// A signal that was just stored, as its sender is answered.
import type { Signal } from '@parley/protocol';
import type { PostSignalDto } from '@parley/protocol/dto';
import type { SignalAppended } from '@parley/storage';

/** @param sent was checked: an offer or an answer has its description, a candidate its candidate */
export function signalView(sent: PostSignalDto, from: string, { seq, to, createdAt }: SignalAppended): Signal {
  const { type, messageId, connection, description, candidate = null } = sent;
  const envelope = { seq, from, to, messageId, connection, createdAt, delivered: false };
  if (type !== 'candidate' && description) return { ...envelope, type, description };
  return { ...envelope, type: 'candidate', candidate };
}
