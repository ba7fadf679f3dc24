import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { assert, asyncProperty, constantFrom, array } from 'fast-check';
import { settled, until } from '../testing/until.ts';
import { certified, honestPair, VerifiedEnd, wire } from '../testing/verified-pair.ts';
import type { VerificationMessage } from './message.ts';
import { REVEAL_TIME, UNASKED_ROUNDS } from './peer-verification.ts';
import { commitmentOf } from './transcript.ts';

const open: VerifiedEnd[] = [];

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'setImmediate'] });
});

afterEach(() => {
  for (const { exchange } of open.splice(0)) exchange.close();
  jest.useRealTimers();
});

function pair(): [VerifiedEnd, VerifiedEnd] {
  const both = honestPair();
  open.push(...both);
  return both;
}

async function agreed(): Promise<[VerifiedEnd, VerifiedEnd]> {
  const [ada, grace] = pair();
  wire(ada, grace);
  ada.open();
  grace.open();
  await Promise.all([ada.becomes('ready'), grace.becomes('ready')]);
  return [ada, grace];
}

test('both have the same four words and the same seven emoji, and have shown nothing before the other’s commitment', async () => {
  const [ada, grace] = await agreed();
  expect(ada.status.words).toHaveLength(4);
  expect(ada.status.emoji).toHaveLength(7);
  expect([ada.status.words, ada.status.emoji]).toEqual([grace.status.words, grace.status.emoji]);
  expect(ada.said.map(({ type, round }) => `${type} ${round}`)).toEqual(['commit 1', 'reveal 1']);
});

test('words are others every time', async () => {
  const [first] = await agreed();
  const [second] = await agreed();
  expect(first.words).not.toBe(second.words);
});

test('whoever comes later: the first waits, shows nothing, and says no more than that it is not yet', async () => {
  const [ada, grace] = pair();
  ada.open();
  await until(() => ada.said.length === 1);
  jest.advanceTimersByTime(10 * REVEAL_TIME);
  await settled();
  expect([ada.status.state, ada.status.error, ada.said.length]).toEqual(['waiting', null, 1]);
  wire(ada, grace);
  grace.open();
  // A channel keeps what came before the name was opened.
  ada.said.forEach((message) => grace.receive(message));
  await until(() => ada.words !== '' && ada.words === grace.words);
});

test('in whatever order both begin and try again, they end with the same words', async () => {
  const step = constantFrom('ada opens', 'grace opens', 'ada retries', 'grace retries', 'a moment');
  await assert(
    asyncProperty(array(step, { maxLength: 8 }), async (steps) => {
      const [ada, grace] = pair();
      wire(ada, grace);
      for (const each of [...steps, 'ada opens', 'grace opens']) {
        if (each === 'ada opens') ada.open();
        if (each === 'grace opens') grace.open();
        if (each === 'ada retries') ada.exchange.retry();
        if (each === 'grace retries') grace.exchange.retry();
        if (each === 'a moment') await settled();
      }
      await until(() => ada.words !== '' && ada.words === grace.words, steps.join(', '));
    }),
    { numRuns: process.env['PARLEY_TEST_LONG'] === '1' ? 500 : 30 },
  );
});

describe('the person', () => {
  test('who finds them the same has it verified; on the other side nobody has compared yet', async () => {
    const [ada, grace] = await agreed();
    ada.exchange.answer(ada.status, true);
    expect([ada.status.state, grace.status.state]).toEqual(['verified', 'ready']);
    expect(ada.words).toBe(grace.words);
  });

  test('who finds them different is told what that means, and it stays so', async () => {
    const [ada, grace] = await agreed();
    ada.exchange.answer(ada.status, false);
    grace.exchange.retry();
    await until(() => grace.said.length === 3);
    await settled();
    expect(ada.status).toMatchObject({ state: 'mismatch', error: { code: 'words-differ' } });
    ada.exchange.retry();
    await until(() => ada.status.state === 'ready' && ada.words === grace.words);
  });

  test('cannot confirm what is no longer shown', async () => {
    const [ada, grace] = await agreed();
    const seen = ada.status;
    grace.exchange.retry();
    await until(() => ada.status.words !== seen.words && ada.status.state === 'ready');
    ada.exchange.answer(seen, true);
    expect(ada.status.state).toBe('ready');
  });
});

describe('a new connection', () => {
  test('with the same certificates is as verified as the one before, and asks for nothing', async () => {
    const [ada, grace] = await agreed();
    ada.exchange.answer(ada.status, true);
    const { words } = ada;
    for (const end of [ada, grace]) {
      end.exchange.handleClose();
      end.open(end === ada ? certified('AA', 'BB') : certified('BB', 'AA'));
    }
    await settled();
    await settled();
    expect([ada.status.state, ada.words, ada.said.length, grace.said.length]).toEqual(['verified', words, 2, 2]);
  });

  test('with another certificate is verified no longer, and says that it was', async () => {
    const [ada, grace] = await agreed();
    ada.exchange.answer(ada.status, true);
    const reloaded = new VerifiedEnd('grace', 'ada', certified('CC', 'AA'));
    open.push(reloaded);
    grace.exchange.close();
    wire(ada, reloaded);
    const before = ada.words;
    ada.open(certified('AA', 'CC'));
    reloaded.open();
    await until(() => ada.status.state === 'ready' && ada.words === reloaded.words);
    expect([ada.status.lapsed, reloaded.status.lapsed, ada.words === before]).toEqual([true, false, false]);
    ada.exchange.answer(ada.status, true);
    expect(ada.status).toMatchObject({ state: 'verified', lapsed: false });
  });
});

describe('somebody in between', () => {
  test('who has put certificates of their own on both ways, and passes everything on: the words differ', async () => {
    const ada = new VerifiedEnd('ada', 'grace', certified('AA', 'MM'));
    const grace = new VerifiedEnd('grace', 'ada', certified('BB', 'NN'));
    open.push(ada, grace);
    wire(ada, grace);
    ada.open();
    grace.open();
    await Promise.all([ada.becomes('ready'), grace.becomes('ready')]);
    expect(ada.words).not.toBe(grace.words);
    expect(ada.status.emoji).not.toEqual(grace.status.emoji);
  });

  test('who waits for a nonce before choosing theirs gets none: it is shown to a commitment alone', async () => {
    const [ada] = pair();
    ada.open();
    await until(() => ada.said.length === 1);
    ada.receive({ type: 'reveal', round: 1, nonce: new Uint8Array(32) });
    await settled();
    await settled();
    expect([ada.said.map(({ type }) => type), ada.status.state]).toEqual([['commit'], 'waiting']);
  });

  test('who chooses another nonce after seeing Ada’s has broken the commitment: there are no words, and it is said aloud', async () => {
    const [ada] = pair();
    const committed = new Uint8Array(32).fill(1);
    ada.open();
    ada.receive({
      type: 'commit',
      round: 1,
      commitment: await commitmentOf('a-call', { seat: 'grace', nonce: committed }),
    });
    await until(() => ada.said.length === 2);
    ada.receive({ type: 'reveal', round: 1, nonce: new Uint8Array(32).fill(2) });
    await ada.becomes('mismatch');
    expect(ada.status).toMatchObject({ words: null, error: { code: 'verification-broken' } });
    ada.receive({ type: 'reveal', round: 1, nonce: committed });
    ada.receive({ type: 'commit', round: 2, commitment: new Uint8Array(32) });
    await settled();
    await settled();
    expect([ada.status.state, ada.said.length]).toEqual(['mismatch', 2]);
  });

  test('who sends Ada’s own commitment and nonce back to her: they are bound to her seat', async () => {
    const [ada] = pair();
    ada.hear = (message) => void settled().then(() => ada.receive(message));
    ada.open();
    await ada.becomes('mismatch');
    expect(ada.status.error?.code).toBe('verification-broken');
  });

  test('who breaks off after seeing a nonce is noticed in time', async () => {
    const [ada, grace] = pair();
    wire(ada, grace, (message) => (message.type === 'commit' ? [message] : []));
    ada.open();
    grace.open();
    await until(() => ada.said.length === 2);
    jest.advanceTimersByTime(REVEAL_TIME);
    await ada.becomes('failed');
    expect(ada.status).toMatchObject({ words: null, error: { code: 'verification-aborted' } });
  });

  test('who begins again and again to see one nonce after the other sees ten, unless a person asks for more', async () => {
    const [ada] = pair();
    ada.open();
    const commit = (round: number): VerificationMessage => ({
      type: 'commit',
      round,
      commitment: new Uint8Array(32).fill(round),
    });
    for (let round = 1; round <= 3 * UNASKED_ROUNDS; round += 1) {
      ada.receive(commit(round));
    }
    await ada.becomes('failed');
    const shown = (): number => ada.said.filter(({ type }) => type === 'reveal').length;
    expect([shown(), ada.status.error?.code]).toEqual([UNASKED_ROUNDS, 'verification-exhausted']);
    await settled();
    ada.exchange.retry();
    await until(() => ada.said.at(-1)?.type === 'commit');
    ada.receive(commit(ada.said.at(-1)?.round ?? 0));
    await until(() => shown() === UNASKED_ROUNDS + 1);
  });

  test('who commits twice in a round chooses after the fact', async () => {
    const [ada] = pair();
    ada.open();
    for (const byte of [1, 2]) {
      ada.receive({ type: 'commit', round: 1, commitment: new Uint8Array(32).fill(byte) });
    }
    await ada.becomes('mismatch');
    expect(ada.status.error?.code).toBe('verification-broken');
  });
});

test('what is no message of the protocol is nothing', async () => {
  const [ada] = pair();
  ada.open();
  for (const data of [
    'commit',
    { type: 'commit' },
    new ArrayBuffer(33),
    new ArrayBuffer(34),
    Uint8Array.of(9, 1).buffer,
  ]) {
    ada.exchange.handleMessage(data, ada.connection);
  }
  await until(() => ada.said.length === 1);
  expect(ada.status.state).toBe('waiting');
});
