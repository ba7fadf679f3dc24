// A verdict that cannot fail proves nothing: each is shown a call that is well, and then what it is there to find.
import type { MailboxSignal } from '@parley/protocol';
import { acknowledged, CALL, participant, processed, said, signal, well } from './verdict.sample.ts';
import { judge, outOfOrder, type Evidence, type Witness } from './verdict.ts';

type Case = ReturnType<typeof well>;
type Edit<Of> = (subject: Of) => void;

const complaints = (edit: Edit<Case>): string[] => {
  const subject = well();
  edit(subject);
  return judge(subject satisfies Evidence);
};

/** Renumbers a mailbox and what was read of it, so that only the fault under test is left. */
function renumber({ entries, bob }: Case): void {
  for (const [index, stored] of bob.mailbox.entries()) stored.seq = index + 1;
  const others = entries.filter((entry) => !(entry.kind === 'processed' && entry.who === 'Bob'));
  const read = bob.mailbox.map(({ seq, from, messageId }) => processed('Bob', seq, from, messageId));
  entries.splice(0, entries.length, ...others, ...read);
}

const withHangup = (subject: Case): void => {
  subject.entries.push({ who: 'Ada', kind: 'hung-up' }, processed('Bob', 4, 'a', 'bye'));
  const { candidate: _, ...rest } = signal(4, 'a', 'b', 'bye') as MailboxSignal & { type: 'candidate' };
  subject.bob.mailbox.push({ ...rest, type: 'hangup', reason: null });
  Object.assign(subject.call, { state: 'ended', endReason: 'hangup', participants: [] });
};

describe('the verdict', () => {
  it('is empty when all is well', () => {
    expect(complaints(() => {})).toEqual([]);
    expect(complaints(withHangup)).toEqual([]);
  });

  it.each<[string, Edit<Case>, string]>([
    [
      'an acknowledged signal is lost',
      (subject) => {
        subject.bob.mailbox.pop();
        renumber(subject);
      },
      '3, acknowledged to Ada, is lost',
    ],
    [
      'one that went to nobody in particular is lost',
      (subject) => {
        subject.bob.mailbox.shift();
        renumber(subject);
        subject.entries = subject.entries.filter(
          (entry) => !(entry.kind === 'acknowledged' && entry.messageId !== '1'),
        );
      },
      '1, acknowledged to Ada, is lost',
    ],
    [
      'a signal is stored twice',
      (subject) => {
        subject.bob.mailbox.push(signal(4, 'a', 'b', '3'));
        renumber(subject);
      },
      '3, acknowledged to Ada, is stored 2 times',
    ],
    [
      'it stands in another mailbox',
      ({ ada, bob, entries }) => {
        bob.mailbox.pop();
        ada.mailbox.push(signal(2, 'a', 'a', '3'));
        entries.push(processed('Ada', 2, 'a', '3'));
        entries.splice(
          entries.findIndex((entry) => entry.kind === 'processed' && entry.seq === 3),
          1,
        );
      },
      "3, acknowledged to Ada, is in another one's mailbox",
    ],
    [
      'it stands elsewhere than its sender was told',
      ({ entries }) => void entries.push(acknowledged('Ada', '3', 7, 'b')),
      '3, acknowledged to Ada, has seq 3, but its sender was told 7',
    ],
    [
      'two of one sender changed places',
      (subject) => {
        subject.bob.mailbox.splice(1, 2, signal(2, 'a', 'b', '3'), signal(3, 'a', 'b', '2'));
        renumber(subject);
        subject.entries = subject.entries.filter((entry) =>
          entry.kind === 'sent' ? entry.attempt === 1 : entry.kind !== 'acknowledged' || entry.who !== 'Ada',
        );
      },
      'in the mailbox of Bob 2 stands behind 3, which was sent later',
    ],
    [
      'seq has a gap',
      ({ bob, entries }) => {
        const last = bob.mailbox.at(-1);
        if (last) last.seq = 4;
        for (const entry of entries) {
          if (entry.kind === 'processed' && entry.seq === 3) entry.seq = 4;
          if (entry.kind === 'acknowledged' && entry.position.seq === 3) entry.position = { seq: 4, to: 'b' };
        }
      },
      'the mailbox of Bob has seq 4 in place 3',
    ],
    [
      'something was half stored',
      ({ bob }) => void Object.assign(bob.mailbox[2] ?? {}, { candidate: said('') }),
      '3 in the mailbox of Bob is not what was sent',
    ],
    [
      'something is there that nobody sent',
      (subject) => {
        subject.bob.mailbox.push(signal(4, 'a', 'b', 'ghost'));
        renumber(subject);
      },
      'ghost in the mailbox of Bob is not what was sent',
    ],
    [
      'someone never hung up whose hang-up is told',
      (subject) => {
        withHangup(subject);
        subject.entries = subject.entries.filter(({ kind }) => kind !== 'hung-up');
        Object.assign(subject.call, { ...CALL });
      },
      'Bob has hang-ups of Ada instead of nobody',
    ],
    [
      'a hang-up is told twice',
      (subject) => {
        withHangup(subject);
        const [bye] = subject.bob.mailbox.slice(-1);
        if (bye) subject.bob.mailbox.push({ ...bye, seq: 5 });
        subject.entries.push(processed('Bob', 5, 'a', 'bye'));
      },
      'Bob has hang-ups of Ada, Ada instead of Ada',
    ],
    [
      'a signal was processed twice',
      ({ entries }) => void entries.push(processed('Bob', 3, 'a', '3')),
      'Bob processed 1:1 2:2 3:3 3:3 of a mailbox that holds 1:1 2:2 3:3',
    ],
    ['a signal was never processed', ({ entries }) => void entries.pop(), 'Ada processed  of a mailbox that holds 1:4'],
    [
      'a signal is not delivered',
      ({ bob }) => void Object.assign(bob.mailbox[1] ?? {}, { delivered: false }),
      '1 signals to Bob are not delivered, from seq 2 on',
    ],
    [
      'somebody saw what no server does',
      ({ entries }) => void entries.push({ who: 'Bob', kind: 'broken', what: 'two at once' }),
      'Bob saw this: two at once',
    ],
    [
      'the call has ended though nobody hung up',
      ({ call }) => void Object.assign(call, { state: 'ended', endReason: 'abandoned', participants: [] }),
      'the call is {"state":"ended","endReason":"abandoned","participants":[]} instead of',
    ],
    [
      'the call goes on though one of two hung up',
      (subject) => {
        withHangup(subject);
        Object.assign(subject.call, { ...CALL });
      },
      'the call is {"state":"active"',
    ],
    [
      'someone is away who is there',
      ({ call }) => {
        call.participants = call.participants.map((one) => ({ ...one, state: 'reconnecting' }));
      },
      '"state":"reconnecting"',
    ],
  ])('finds that %s', (_, edit, complaint) => {
    expect(complaints(edit)).toEqual([expect.stringContaining(complaint)]);
  });

  it('lets two change places of which the first was sent again, as its first sending may have been refused', () => {
    const subject = well();
    subject.bob.mailbox.splice(1, 2, signal(2, 'a', 'b', '3'), signal(3, 'a', 'b', '2'));
    expect(outOfOrder(subject)).toEqual([]);
  });

  it('lets a third go on when one of three hangs up', () => {
    const people: Witness[] = ['Ada', 'Bob', 'Cyd'].map((who) => ({ who, id: who, mailbox: [] }));
    const call = { ...CALL, participants: [participant('Bob', 'Bob'), participant('Cyd', 'Cyd')] };
    const evidence = { entries: [{ who: 'Ada', kind: 'hung-up' as const }], people, call, present: true };
    expect(judge(evidence)).toEqual([
      'Bob has hang-ups of nobody instead of Ada',
      'Cyd has hang-ups of nobody instead of Ada',
    ]);
  });
});
