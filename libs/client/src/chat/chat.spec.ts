import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { FakeCallData } from '../testing/fake-call-data.ts';
import { settled } from '../testing/until.ts';
import { CHAT_LIMITS, isDelivered } from './chat-message.ts';
import { CHAT_CHANNEL } from './chat-wire.ts';
import { Chat } from './chat.ts';

/** A tab: its storage outlives its pages. */
class Tab {
  readonly id: string;
  readonly others: string[];
  readonly kept = new Map<string, string>();
  data!: FakeCallData;
  chat!: Chat;

  constructor(id: string, others: string[]) {
    this.id = id;
    this.others = others;
    this.load();
  }

  load(): void {
    this.data = new FakeCallData(this.id, this.others);
    const storage = {
      getItem: (key: string) => this.kept.get(key) ?? null,
      setItem: (key: string, value: string) => void this.kept.set(key, value),
      removeItem: (key: string) => void this.kept.delete(key),
    };
    this.chat = new Chat(this.data.port, () => storage as unknown as Storage);
  }

  get channel() {
    return this.data.channels.get(CHAT_CHANNEL)!;
  }

  get texts(): string[] {
    return this.chat.messages.map(({ from, text }) => `${from}: ${text}`);
  }
}

function connect(a: Tab, b: Tab): void {
  a.channel.link(b.id, b.channel);
  b.channel.link(a.id, a.channel);
}

function cut(a: Tab, b: Tab): void {
  a.channel.cut(b.id);
  b.channel.cut(a.id);
}

let ada: Tab;
let grace: Tab;

beforeEach(() => {
  ada = new Tab('ada', ['grace']);
  grace = new Tab('grace', ['ada']);
});

test('a message arrives once, and its sender learns that it did', async () => {
  connect(ada, grace);
  const sent = ada.chat.send('Hello');
  expect(isDelivered(sent)).toBe(false);
  const changes: string[] = [];
  ada.chat.addEventListener('messagechange', ({ message }) => changes.push(message.delivery['grace'] ?? ''));
  await settled();
  expect(grace.chat.messages).toMatchObject([{ from: 'ada', name: 'ADA', text: 'Hello', to: null, own: false }]);
  expect(changes).toEqual(['delivered']);
  expect(ada.chat.messages).toMatchObject([{ own: true, delivery: { grace: 'delivered' } }]);
});

test('what was written without a connection goes in order once there is one', async () => {
  for (const text of ['one', 'two', 'three']) ada.chat.send(text);
  connect(ada, grace);
  await settled();
  expect(grace.texts).toEqual(['ada: one', 'ada: two', 'ada: three']);
});

test('a confirmation that got lost leads to a repeat, which is dropped and confirmed again', async () => {
  connect(ada, grace);
  ada.chat.send('Hello');
  // The connection is gone before the confirmation is on its way.
  cut(ada, grace);
  await settled();
  expect(grace.texts).toEqual(['ada: Hello']);
  expect(ada.chat.messages[0]?.delivery).toEqual({ grace: 'pending' });
  connect(ada, grace);
  await settled();
  expect(grace.texts).toEqual(['ada: Hello']);
  expect(ada.chat.messages[0]?.delivery).toEqual({ grace: 'delivered' });
});

test('either side may reload: nothing is lost, nothing comes twice, the order stays', async () => {
  connect(ada, grace);
  ada.chat.send('one');
  cut(ada, grace);
  await settled();
  ada.chat.send('two');
  grace.load();
  ada.load();
  ada.chat.send('three');
  connect(ada, grace);
  await settled();
  expect(grace.texts).toEqual(['ada: one', 'ada: two', 'ada: three']);
  expect(ada.texts).toEqual(grace.texts);
  expect(ada.chat.messages.every(isDelivered)).toBe(true);
});

test('a message is for those who were there: not for who comes later, and not awaited from who left', async () => {
  ada = new Tab('ada', ['grace', 'alan']);
  connect(ada, grace);
  ada.chat.send('Hello');
  await settled();
  ada.data.leave('alan');
  expect(ada.chat.messages[0]?.delivery).toEqual({ grace: 'delivered', alan: 'left' });
  ada.data.call.participants.set('late', { id: 'late', displayName: 'Late' });
  const late = new Tab('late', ['ada']);
  connect(ada, late);
  await settled();
  expect(late.texts).toEqual([]);
});

test('who left while this side reloaded is not awaited either', () => {
  ada = new Tab('ada', ['grace', 'alan']);
  ada.chat.send('Hello');
  ada.others.pop();
  ada.load();
  expect(ada.chat.messages[0]?.delivery).toEqual({ grace: 'pending', alan: 'left' });
});

test('to one alone: nobody else gets it, and it says so', async () => {
  ada = new Tab('ada', ['grace', 'alan']);
  const alan = new Tab('alan', ['ada']);
  connect(ada, grace);
  connect(ada, alan);
  ada.chat.send('Between us', { to: 'grace' });
  await settled();
  expect(grace.chat.messages).toMatchObject([{ text: 'Between us', to: 'grace' }]);
  expect(alan.texts).toEqual([]);
});

test('what is refused: nothing, too much, to nobody, a second chat', () => {
  const code = (send: () => unknown): unknown => {
    try {
      return send();
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  expect(code(() => ada.chat.send(' \n'))).toBe('text-empty');
  expect(code(() => ada.chat.send('🦉'.repeat(CHAT_LIMITS.text)).text.length)).toBe(2 * CHAT_LIMITS.text);
  expect(code(() => ada.chat.send('🦉'.repeat(CHAT_LIMITS.text + 1)))).toBe('text-too-long');
  expect(code(() => ada.chat.send('Hello', { to: 'nobody' }))).toBe('participant-not-found');
  ada.data.leave('grace');
  expect(code(() => ada.chat.send('Hello'))).toBe('nobody-here');
  expect(code(() => new Chat(ada.data.port))).toBe('data-in-use');
});

test.each([
  ['no object', 'hello'],
  ['an unknown type', { type: 'shout', id: '1', text: 'x' }],
  ['no id', { type: 'message', text: 'x' }],
  ['an endless id', { type: 'message', id: 'x'.repeat(65), text: 'x' }],
  ['no text', { type: 'message', id: '1', text: 3 }],
  ['too much text', { type: 'message', id: '1', text: 'x'.repeat(CHAT_LIMITS.text + 1) }],
  ['typing without saying whether', { type: 'typing' }],
])('what a stranger’s client sends is left out when it is %s', async (_, data) => {
  connect(ada, grace);
  ada.channel.take('grace', data);
  await settled();
  expect(ada.chat.messages).toEqual([]);
  expect(ada.chat.typists).toEqual([]);
  expect(ada.data.sent).toEqual([]);
});

test('what is kept of another seat in the same tab is not this one’s', () => {
  ada.chat.send('Hello');
  const kept = [...ada.kept.values()][0]?.replace('"self":"ada"', '"self":"somebody"') ?? '';
  ada.kept.set([...ada.kept.keys()][0] ?? '', kept);
  ada.load();
  expect(ada.texts).toEqual([]);
});

test('nothing is kept once the call is over', () => {
  ada.chat.send('Hello');
  expect(ada.kept.size).toBe(1);
  ada.data.call.dispatchEvent(new Event('ended'));
  expect(ada.kept.size).toBe(0);
  expect(ada.texts).toEqual(['ada: Hello']);
});

describe('typing', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
    connect(ada, grace);
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  const told = async (): Promise<string[]> => {
    await Promise.resolve();
    return grace.chat.typists.map(({ id }) => id);
  };

  test('costs nothing before somebody types, and little while they do', async () => {
    expect(ada.data.sent).toEqual([]);
    for (let key = 0; key < 20; key += 1) {
      ada.chat.typing();
      jest.advanceTimersByTime(100);
    }
    expect(ada.data.sent).toEqual(['grace {"type":"typing","active":true}']);
    expect(await told()).toEqual(['ada']);
  });

  test('goes on while it is told again, and expires when it is not', async () => {
    for (let round = 0; round < 4; round += 1) {
      ada.chat.typing();
      expect(await told()).toEqual(['ada']);
      jest.advanceTimersByTime(4_000);
      expect(await told()).toEqual(['ada']);
    }
    jest.advanceTimersByTime(2_000);
    expect(await told()).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('ends with the message, when it is given up, and with the connection', async () => {
    ada.chat.typing();
    ada.chat.send('Hello');
    expect(await told()).toEqual([]);
    ada.chat.typing();
    expect(await told()).toEqual(['ada']);
    ada.chat.stopTyping();
    ada.chat.stopTyping();
    expect(await told()).toEqual([]);
    ada.chat.typing();
    expect(await told()).toEqual(['ada']);
    cut(ada, grace);
    expect(await told()).toEqual([]);
  });
});
