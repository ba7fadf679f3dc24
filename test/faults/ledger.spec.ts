import { Ledger, type Entry } from './ledger.ts';

const sent = (who: string, attempt = 1): Entry => ({
  who,
  kind: 'sent',
  messageId: 'm',
  type: 'candidate',
  to: null,
  said: null,
  attempt,
});

describe('an instant', () => {
  it('comes in the moment in which what it counts happens, tries that are repeated not counted', () => {
    const ledger = new Ledger();
    const acted: number[] = [];
    ledger.when({ after: 'sent', count: 2, delay: 0 }, () => acted.push(ledger.entries.length));
    ledger.note(sent('Ada'));
    ledger.note(sent('Ada', 2));
    expect(acted).toEqual([]);
    ledger.note(sent('Bob'));
    expect(acted).toEqual([3]);
    ledger.note(sent('Bob'));
    expect(acted).toEqual([3]);
  });

  it('counts one person alone, if it is theirs', () => {
    const ledger = new Ledger();
    let acted = false;
    ledger.when({ after: 'sent', count: 1, delay: 0 }, () => (acted = true), 'Bob');
    ledger.note(sent('Ada'));
    expect(acted).toBe(false);
    ledger.note(sent('Bob'));
    expect(acted).toBe(true);
  });

  it('comes at once when it is past, and after its delay', async () => {
    const ledger = new Ledger();
    ledger.note(sent('Ada'));
    let acted = false;
    ledger.when({ after: 'sent', count: 1, delay: 0 }, () => (acted = true));
    expect(acted).toBe(true);
    await new Promise<void>((resolve) => ledger.when({ after: 'start', count: 0, delay: 1 }, resolve));
  });

  it('does not come once the ledger is closed', () => {
    const ledger = new Ledger();
    ledger.when({ after: 'sent', count: 1, delay: 0 }, () => {
      throw new Error('It came.');
    });
    ledger.close();
    ledger.note(sent('Ada'));
  });
});
