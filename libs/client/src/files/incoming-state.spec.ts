import { describe, expect, test } from '@jest/globals';
import { WINDOW } from './file-messages.ts';
import {
  advanceIncoming,
  beginIncoming,
  isIncomingOver,
  type IncomingInput,
  type IncomingState,
} from './incoming-state.ts';

const id = 'transfer-1';
const facts = { id, size: 1000 };
const digest = 'a'.repeat(64);
const ofAll = 'b'.repeat(64);

const message = (message: (IncomingInput & { type: 'message' })['message']): IncomingInput => ({
  type: 'message',
  message,
});
const offer = (ready = true): IncomingInput =>
  message({ type: 'offer', id, number: 1, ready, name: 'a.txt', size: 1000, mediaType: '' });
const end = message({ type: 'end', id, digest: ofAll });
const cancel = (code: string): IncomingInput => message({ type: 'cancel', id, code });

const unheard = beginIncoming(false);
const offered: IncomingState = { ...unheard, connected: true };
const opening: IncomingState = { ...offered, phase: 'opening' };
const receiving: IncomingState = { ...offered, phase: 'receiving' };
const halfway: IncomingState = { ...receiving, position: 500, written: 400, told: 400, toldAt: 1000 };
const cut: IncomingState = { ...halfway, connected: false };
const whole: IncomingState = { ...receiving, position: 1000, written: 1000, told: 1000, toldAt: 1000 };
const checking: IncomingState = { ...whole, phase: 'checking', digest: ofAll };

const open = { do: 'open' };
const discard = { do: 'discard' };
const send = (message: object): object => ({ do: 'send', message });
const last = (code: string): object => send({ type: 'cancel', id, code });

type Row = [name: string, IncomingState, IncomingInput, Partial<IncomingState>, actions: object[]];

const table: Row[] = [
  ['waits for the person', unheard, offer(), { connected: true }, []],
  ['is opened when it is accepted', offered, { type: 'accepted' }, { phase: 'opening' }, [open]],
  ['is accepted once', receiving, { type: 'accepted' }, {}, []],
  [
    'is over when it is refused',
    offered,
    { type: 'refused' },
    { phase: 'refused' },
    [send({ type: 'refuse', id }), discard],
  ],
  ['is refused before it is accepted, or not at all', receiving, { type: 'refused' }, {}, []],
  [
    'asks for all of it when there is nothing',
    opening,
    { type: 'opened', position: 0, digest: null },
    { phase: 'receiving' },
    [send({ type: 'accept', id, position: 0, digest: null })],
  ],
  [
    'asks for the rest of what is there',
    opening,
    { type: 'opened', position: 300, digest },
    { phase: 'receiving', position: 300, written: 300, told: 300 },
    [send({ type: 'accept', id, position: 300, digest })],
  ],
  [
    'asks for nothing without a channel',
    { ...opening, connected: false },
    { type: 'opened', position: 300, digest },
    { position: 300, written: 300, told: 300 },
    [],
  ],
  ['writes what comes', halfway, { type: 'chunk', position: 500, length: 100 }, { position: 600 }, [{ do: 'write' }]],
  ['leaves what comes while it is opened anew', opening, { type: 'chunk', position: 500, length: 100 }, {}, []],
  [
    'fails over a gap',
    halfway,
    { type: 'chunk', position: 501, length: 100 },
    { phase: 'failed', failure: 'file-protocol' },
    [last('file-protocol'), discard],
  ],
  [
    'fails over more than was announced',
    halfway,
    { type: 'chunk', position: 500, length: 501 },
    { phase: 'failed', failure: 'file-protocol' },
    [last('file-protocol'), discard],
  ],
  [
    'tells how far the disk is',
    halfway,
    { type: 'written', position: 500, at: 1200 },
    { written: 500, told: 500, toldAt: 1200 },
    [send({ type: 'received', id, position: 500 })],
  ],
  ['but not for every chunk', halfway, { type: 'written', position: 500, at: 1199 }, { written: 500 }, []],
  [
    'and always for the last',
    { ...halfway, position: 1000 },
    { type: 'written', position: 1000, at: 1001 },
    { written: 1000, told: 1000, toldAt: 1001 },
    [send({ type: 'received', id, position: 1000 })],
  ],
  [
    'goes on writing without a channel, and tells nobody',
    { ...cut, phase: 'opening' },
    { type: 'written', position: 500, at: 9000 },
    { written: 500 },
    [],
  ],
  ['is interrupted when the channel is gone', halfway, { type: 'disconnected' }, { connected: false }, []],
  ['asks the disk where it is when it is offered again', cut, offer(), { connected: true, phase: 'opening' }, [open]],
  [
    'knows that the sender has to pick the file again',
    cut,
    offer(false),
    { connected: true, ready: false, phase: 'opening' },
    [open],
  ],
  [
    'and that it has, by the bytes',
    { ...halfway, ready: false },
    { type: 'chunk', position: 500, length: 1 },
    { ready: true, position: 501 },
    [{ do: 'write' }],
  ],
  ['goes on by itself after a reload', beginIncoming(true), offer(), { connected: true, phase: 'opening' }, [open]],
  ['checks what it has when all is there', whole, end, { phase: 'checking', digest: ofAll }, [{ do: 'check' }]],
  [
    'fails over an end before the end',
    halfway,
    end,
    { phase: 'failed', failure: 'file-protocol' },
    [last('file-protocol'), discard],
  ],
  [
    'is complete when the digest is right',
    checking,
    { type: 'checked', digest: ofAll },
    { phase: 'complete' },
    [send({ type: 'complete', id })],
  ],
  [
    'keeps nothing when it is not',
    checking,
    { type: 'checked', digest },
    { phase: 'failed', failure: 'file-corrupted' },
    [last('file-corrupted'), discard],
  ],
  [
    'answers after the check when it is offered again during it',
    { ...checking, connected: false },
    offer(),
    { connected: true },
    [],
  ],
  ['ends when the person does', halfway, { type: 'cancelled' }, { phase: 'cancelled' }, [last('cancelled'), discard]],
  ['ends when the sender does', halfway, cancel('cancelled'), { phase: 'cancelled' }, [discard]],
  [
    'fails by what the sender says',
    halfway,
    cancel('file-unreadable'),
    { phase: 'failed', failure: 'file-unreadable' },
    [discard],
  ],
  [
    'fails with its disk',
    halfway,
    { type: 'failed', failure: 'storage-full' },
    { phase: 'failed', failure: 'storage-full' },
    [last('storage-full'), discard],
  ],
  [
    'is withdrawn when the sender offers it no more',
    offered,
    { type: 'withdrawn' },
    { phase: 'failed', failure: 'file-withdrawn' },
    [last('file-withdrawn'), discard],
  ],
  ['hears nothing that only a receiver says', halfway, message({ type: 'complete', id }), {}, []],
];

test.each(table)('a file on its way in: %s', (_name, state, input, changed, actions) => {
  expect(advanceIncoming(state, input, facts)).toEqual({ state: { ...state, ...changed }, actions });
});

test('fails when the sender does not wait for the disk', () => {
  const large = { id, size: 10 * WINDOW };
  const ahead: IncomingState = { ...receiving, position: 2 * WINDOW };
  const { state } = advanceIncoming(ahead, { type: 'chunk', position: 2 * WINDOW, length: 1 }, large);
  expect(state).toMatchObject({ phase: 'failed', failure: 'file-protocol' });
});

describe('one that is over', () => {
  const lastWords: [IncomingState, object][] = [
    [
      { ...whole, phase: 'complete' },
      { type: 'complete', id },
    ],
    [
      { ...offered, phase: 'refused' },
      { type: 'refuse', id },
    ],
    [
      { ...halfway, phase: 'cancelled' },
      { type: 'cancel', id, code: 'cancelled' },
    ],
    [
      { ...halfway, phase: 'failed', failure: 'storage-full' },
      { type: 'cancel', id, code: 'storage-full' },
    ],
  ];

  test.each(lastWords)('says how it ended when it is offered again: %j', (state, word) => {
    expect(isIncomingOver(state)).toBe(true);
    expect(advanceIncoming(state, offer(), facts)).toEqual({ state, actions: [send(word)] });
  });

  test.each(lastWords)('stays what it is, whatever else comes: %j', (state, _word) => {
    for (const [, , input] of table) {
      if (!(input.type === 'message' && input.message.type === 'offer')) {
        expect(advanceIncoming(state, input, facts)).toEqual({ state, actions: [] });
      }
    }
  });
});
