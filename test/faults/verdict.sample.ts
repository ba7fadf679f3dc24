// A call that is well, and the pieces that it is made of, for the tests of the verdict to spoil.
import type { Call, MailboxSignal, Participant } from '@parley/protocol';
import type { Entry } from './ledger.ts';
import type { Witness } from './verdict.ts';

export const said = (messageId: string) => ({ candidate: messageId });

export function signal(seq: number, from: string, to: string, messageId: string): MailboxSignal {
  const createdAt = '2026-01-01T00:00:00.000Z';
  return {
    seq,
    from,
    to,
    messageId,
    type: 'candidate',
    connection: 'c',
    candidate: said(messageId),
    createdAt,
    delivered: true,
  };
}

export const participant = (id: string, displayName: string): Participant => ({
  id,
  displayName,
  state: 'connected',
  joinedAt: '2026-01-01T00:00:00.000Z',
  leftAt: null,
});

export const CALL: Call = {
  id: 'call',
  name: null,
  state: 'active',
  maxParticipants: 2,
  metadata: {},
  listed: true,
  participants: [participant('a', 'Ada'), participant('b', 'Bob')],
  joinUrl: '',
  createdAt: '',
  startedAt: '',
  endedAt: null,
  endReason: null,
};

export const sent = (who: string, messageId: string, to: string | null, attempt = 1): Entry => ({
  who,
  kind: 'sent',
  messageId,
  type: 'candidate',
  to,
  said: said(messageId),
  attempt,
});
export const acknowledged = (who: string, messageId: string, seq: number | null, to: string | null): Entry => ({
  who,
  kind: 'acknowledged',
  messageId,
  position: { seq, to },
});
export const processed = (who: string, seq: number, from: string, messageId: string): Entry => ({
  who,
  kind: 'processed',
  seq,
  from,
  messageId,
});

/** Ada says 1, 2 and 3 to Bob, the first while she is alone; Bob says 4. All is well. */
export function well() {
  const ada: Witness & { mailbox: MailboxSignal[] } = { who: 'Ada', id: 'a', mailbox: [signal(1, 'b', 'a', '4')] };
  const bob: Witness & { mailbox: MailboxSignal[] } = {
    who: 'Bob',
    id: 'b',
    mailbox: [signal(1, 'a', 'b', '1'), signal(2, 'a', 'b', '2'), signal(3, 'a', 'b', '3')],
  };
  const entries = [
    sent('Ada', '1', null),
    acknowledged('Ada', '1', null, null),
    sent('Ada', '2', 'b'),
    sent('Ada', '3', 'b'),
    sent('Ada', '2', 'b', 2),
    sent('Ada', '3', 'b', 2),
    acknowledged('Ada', '2', 2, 'b'),
    processed('Bob', 1, 'a', '1'),
    processed('Bob', 2, 'a', '2'),
    sent('Bob', '4', 'a'),
    acknowledged('Bob', '4', 1, 'a'),
    processed('Bob', 3, 'a', '3'),
    acknowledged('Ada', '3', 3, 'b'),
    processed('Ada', 1, 'b', '4'),
  ];
  return { entries, people: [ada, bob] as const, ada, bob, call: { ...CALL }, present: true };
}
