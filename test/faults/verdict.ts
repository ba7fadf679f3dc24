// Judges a call after a run: what people were told against what the server holds. Pure; an empty list means that all is well.
import type { Call, MailboxSignal } from '@parley/protocol';
import { isDeepStrictEqual } from 'node:util';
import type { Entry, EntryOf, Said } from './ledger.ts';

/** Someone of the call, and what the server keeps for them. */
export interface Witness {
  who: string;
  /** The participant's id. */
  id: string;
  mailbox: readonly MailboxSignal[];
}

export interface Evidence {
  entries: readonly Entry[];
  /** Everyone of the call, in the order of joining. */
  people: readonly Witness[];
  /** The call as the server shows it now. */
  call: Call;
  /** Whether everyone is there who did not hang up; else they are away, and still expected. */
  present: boolean;
}

/** Everything that is wrong, each in one line. */
export function judge(evidence: Evidence): string[] {
  return [
    brokenPromises(evidence),
    gapsInSeq(evidence),
    lostOrDoubled(evidence),
    outOfOrder(evidence),
    neverSent(evidence),
    misread(evidence),
    unconfirmed(evidence),
    untrueCall(evidence),
  ].flat();
}

/** What somebody saw that a server never does. */
export function brokenPromises({ entries, people }: Evidence): string[] {
  return of(entries, 'broken', people).map(({ who, what }) => `${who} saw this: ${what}`);
}

/** Every mailbox counts 1, 2, 3 … */
export function gapsInSeq({ people }: Evidence): string[] {
  return people.flatMap(({ who, mailbox }) => {
    const gap = mailbox.findIndex(({ seq }, index) => seq !== index + 1);
    return gap === -1 ? [] : [`the mailbox of ${who} has seq ${mailbox[gap]?.seq} in place ${gap + 1}`];
  });
}

/** Every acknowledged signal stands once: in the mailbox of its receiver, where its sender was told. */
export function lostOrDoubled({ entries, people }: Evidence): string[] {
  const receivers = new Map(of(entries, 'sent', people).map(({ messageId, to }) => [messageId, to]));
  return of(entries, 'acknowledged', people).flatMap(({ who, messageId, position }) => {
    const sender = people.find((person) => person.who === who);
    const found = people.flatMap(({ id, mailbox }) =>
      mailbox
        .filter((signal) => signal.messageId === messageId && signal.from === sender?.id)
        .map(({ seq }) => ({ id, seq })),
    );
    const [first] = found;
    const name = `${messageId}, acknowledged to ${who},`;
    if (!first) return [`${name} is lost`];
    if (found.length > 1) return [`${name} is stored ${found.length} times`];
    const receiver = receivers.get(messageId) ?? position.to;
    if (receiver !== null && receiver !== first.id) return [`${name} is in another one's mailbox`];
    if (position.seq !== null && position.seq !== first.seq) {
      return [`${name} has seq ${first.seq}, but its sender was told ${position.seq}`];
    }
    return [];
  });
}

/**
 * Signals of one sender stand in the order in which they were sent. What was sent more than once was stored at one of those
 * times: the last, if it was refused for a while, or an earlier one, if the answer to its commit was lost.
 */
export function outOfOrder({ entries, people }: Evidence): string[] {
  const sendings = entries.flatMap((entry, index) =>
    entry.kind === 'sent' ? [[entry.messageId, index] as const] : [],
  );
  const [last, first] = [new Map(sendings), new Map(sendings.toReversed())];
  return people.flatMap(({ who, mailbox }) => {
    const latest = new Map<string, MailboxSignal>();
    return mailbox.flatMap((signal) => {
      const before = latest.get(signal.from);
      if (signal.type === 'hangup') return [];
      latest.set(signal.from, signal);
      const [at, beforeAt] = [last.get(signal.messageId), first.get(before?.messageId ?? '')];
      if (at === undefined || beforeAt === undefined || beforeAt <= at) return [];
      return [`in the mailbox of ${who} ${signal.messageId} stands behind ${before?.messageId}, which was sent later`];
    });
  });
}

/** Nothing stands in a mailbox but what was sent, word for word, and the hang-ups of those who hung up. */
export function neverSent({ entries, people }: Evidence): string[] {
  const sent = new Map(of(entries, 'sent', people).map((entry) => [entry.messageId, entry]));
  const left = new Set(of(entries, 'hung-up', people).map(({ who }) => who));
  const name = (id: string): string | undefined => people.find((person) => person.id === id)?.who;
  return people.flatMap(({ who, mailbox }) => {
    const hangups = mailbox.filter(({ type }) => type === 'hangup').map(({ from }) => name(from));
    const expected = people.filter((person) => person.who !== who && left.has(person.who)).map((person) => person.who);
    const wrong = isDeepStrictEqual(hangups, expected)
      ? []
      : [`${who} has hang-ups of ${hangups.join(', ') || 'nobody'} instead of ${expected.join(', ') || 'nobody'}`];
    const foreign = mailbox.filter((signal) => {
      if (signal.type === 'hangup') return false;
      const original = sent.get(signal.messageId);
      return (
        original?.who !== name(signal.from) ||
        original?.type !== signal.type ||
        !isDeepStrictEqual(original.said, said(signal))
      );
    });
    return [...wrong, ...foreign.map(({ messageId }) => `${messageId} in the mailbox of ${who} is not what was sent`)];
  });
}

/** Everyone processed their whole mailbox: each signal once, in order. */
export function misread({ entries, people }: Evidence): string[] {
  return people.flatMap(({ who, mailbox }) => {
    const read = entries.filter(
      (entry): entry is EntryOf<'processed'> => entry.kind === 'processed' && entry.who === who,
    );
    const [processed, stored] = [read, mailbox].map((signals) =>
      signals.map(({ seq, messageId }) => `${seq}:${messageId}`),
    );
    return isDeepStrictEqual(processed, stored)
      ? []
      : [`${who} processed ${processed?.join(' ')} of a mailbox that holds ${stored?.join(' ')}`];
  });
}

/** What was processed and confirmed is `delivered`. */
export function unconfirmed({ people }: Evidence): string[] {
  return people.flatMap(({ who, mailbox }) => {
    const open = mailbox.filter(({ delivered }) => !delivered);
    return open.length === 0 ? [] : [`${open.length} signals to ${who} are not delivered, from seq ${open[0]?.seq} on`];
  });
}

/** The call is what people were told: over when one of two hung up, else active with those in it who did not. */
export function untrueCall({ entries, people, call, present }: Evidence): string[] {
  const left = new Set(of(entries, 'hung-up', people).map(({ who }) => who));
  // A call for two ends with the first who hangs up, a larger one with the last.
  const over = left.size >= (people.length === 2 ? 1 : people.length);
  const state = present ? 'connected' : 'reconnecting';
  const expected = {
    state: over ? 'ended' : 'active',
    endReason: over ? 'hangup' : null,
    participants: over ? [] : people.filter(({ who }) => !left.has(who)).map(({ who, id }) => ({ id, who, state })),
  };
  const { endReason, participants } = call;
  const shown = {
    state: call.state,
    endReason,
    participants: participants.map(({ id, displayName: who, state }) => ({ id, who, state })),
  };
  return isDeepStrictEqual(shown, expected)
    ? []
    : [`the call is ${JSON.stringify(shown)} instead of ${JSON.stringify(expected)}`];
}

function of<Kind extends Entry['kind']>(
  entries: readonly Entry[],
  kind: Kind,
  people: readonly Witness[],
): EntryOf<Kind>[] {
  const names = new Set(people.map(({ who }) => who));
  return entries.filter((entry): entry is EntryOf<Kind> => entry.kind === kind && names.has(entry.who));
}

function said(signal: MailboxSignal): Said | undefined {
  switch (signal.type) {
    case 'candidate':
      return signal.candidate;
    case 'hangup':
      return undefined;
    default:
      return signal.description;
  }
}
