import { BatchQueue, type Pending } from './batch-queue.ts';

type Batch = Pending<string, string>[];

/** A queue whose batches run until they are released. */
function held() {
  const batches: { batch: Batch; release: () => void }[] = [];
  let next = Promise.withResolvers<void>();
  const queue = new BatchQueue<string, string>((batch) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    batches.push({ batch, release: resolve });
    next.resolve();
    next = Promise.withResolvers();
    return promise.then(() => batch.forEach(({ message, settle }) => settle(message.toUpperCase())));
  });
  const add = (message: string) => queue.add(message, (outcome) => outcome);
  const started = () => next.promise;
  const words = () => batches.map(({ batch }) => batch.map(({ message }) => message));
  return { queue, batches, add, started, words };
}

describe('a queue of batches', () => {
  it('puts what arrives together into one batch, and what arrives meanwhile into the next', async () => {
    const { batches, add, started, words } = held();
    const first = started();
    const early = [add('a'), add('b')];
    await first;
    const late = [add('c'), add('d')];
    expect(words()).toEqual([['a', 'b']]);
    const second = started();
    batches[0]?.release();
    expect(await Promise.all(early)).toEqual(['A', 'B']);
    await second;
    expect(words()).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    batches[1]?.release();
    expect(await Promise.all(late)).toEqual(['C', 'D']);
  });

  it('takes a few of the patient along with each batch, behind all others', async () => {
    const { queue, batches, add, started, words } = held();
    const first = started();
    const patient = ['p', 'q', 'r'].map((word) => queue.addPatient(word, (outcome) => outcome));
    void add('a');
    await first;
    const second = started();
    void add('b');
    batches[0]?.release();
    await second;
    batches[1]?.release();
    expect(await Promise.all(patient)).toEqual(['P', 'Q', 'R']);
    expect(words()).toEqual([
      ['a', 'p', 'q'],
      ['b', 'r'],
    ]);
    expect(queue.isFullOfPatient).toBe(false);
    const more = Array.from({ length: 2000 }, () => queue.addPatient('p', (outcome) => outcome));
    expect(more).toHaveLength(2000);
    expect([queue.isFullOfPatient, queue.isFull]).toEqual([true, false]);
  });

  it('answers a batch in the order in which it was asked', async () => {
    const { batches, add, started } = held();
    const begun = started();
    const order: string[] = [];
    const all = ['a', 'b', 'c'].map((word) => add(word).then((answer) => order.push(answer)));
    await begun;
    batches[0]?.release();
    await Promise.all(all);
    expect(order).toEqual(['A', 'B', 'C']);
  });

  it('is full when more waits than can be carried out in good time', async () => {
    const { batches, queue, add, started } = held();
    const begun = started();
    void add('first');
    await begun;
    const waiting = Array.from({ length: 49_999 }, () => add('a'));
    expect(queue.isFull).toBe(false);
    waiting.push(add('a'));
    expect(queue.isFull).toBe(true);
    for (let batch = 0; waiting.length > 1024 * batch - 1024; batch += 1) {
      const next = started();
      batches[batch]?.release();
      if (waiting.length > 1024 * batch) await next;
    }
    await Promise.all(waiting);
    expect(queue.isFull).toBe(false);
  });

  it('rejects with what the decoding throws', async () => {
    const { batches, queue, started } = held();
    const begun = started();
    const refused = queue.add('a', () => {
      throw new Error('refused');
    });
    await begun;
    batches[0]?.release();
    await expect(refused).rejects.toThrow('refused');
  });

  it('runs an empty batch when it is nudged, and is drained when nothing is left', async () => {
    const { batches, queue, started, words } = held();
    const begun = started();
    queue.nudge();
    await begun;
    expect(words()).toEqual([[]]);
    const drained = queue.drained();
    batches[0]?.release();
    await drained;
    await queue.drained();
  });
});
