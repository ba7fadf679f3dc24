// What a server would have announced of a call, had it heard of it: pure, from the last that it knew and from what stands now.
import type { Participant } from '@parley/protocol';
import type { CallAccount, CommittedChange, SeatAccount, StoredCall } from '@parley/storage';

export function missedChanges(known: StoredCall, now: CallAccount): CommittedChange[] {
  const { call, version, seats } = now;
  if (known.state === 'ended') return [];
  const changed: CommittedChange = { kind: 'call-changed', call, version, wasListed: known.listed };
  if (call.state === 'ended') {
    return [{ kind: 'call-ended', call, reason: call.endReason ?? 'ended', by: null }, changed];
  }
  const before = new Map(known.participants.map((participant) => [participant.id, participant]));
  return [...seats.flatMap((seat) => missedOf(call.id, before.get(seat.participant.id), seat)), changed];
}

function missedOf(callId: string, before: Participant | undefined, now: SeatAccount): CommittedChange[] {
  const { participant, tookOffer, leaveReason } = now;
  if (participant.state === 'left') {
    return before ? [{ kind: 'participant-left', callId, participant, reason: leaveReason ?? 'lost' }] : [];
  }
  if (!before) return [{ kind: 'participant-joined', callId, participant, tookOffer }];
  const permitted = String(before.permissions) !== String(participant.permissions);
  const isSame = before.state === participant.state && before.displayName === participant.displayName && !permitted;
  return isSame ? [] : [{ kind: 'participant-updated', callId, participant, ...(permitted && { permitted }) }];
}
