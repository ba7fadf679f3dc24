import { describe, expect, test } from '@jest/globals';
import {
  advanceOutgoing,
  beginOutgoing,
  isOutgoingOver,
  type OutgoingInput,
  type OutgoingState,
} from './outgoing-state.ts';

const id = 'transfer-1';
const facts = { id, size: 1000 };
const digest = 'a'.repeat(64);
const ofAll = 'b'.repeat(64);

const unheard = beginOutgoing(true);
const offered: OutgoingState = { ...unheard, connected: true };
const start = { position: 0, digest: null };
const sending: OutgoingState = { ...offered, phase: 'sending', wanted: start };
const halfway: OutgoingState = { ...sending, confirmed: 500 };
const sent: OutgoingState = { ...halfway, phase: 'sent' };
const cut: OutgoingState = { ...halfway, connected: false, wanted: null };
/** After a reload of the sender's page. */
const reloaded: OutgoingState = { ...beginOutgoing(false), connected: true };
const resume = { position: 500, digest };

const says = (message: OutgoingInput & { type: 'message' }): OutgoingInput => message;
const accept = (position: number): OutgoingInput =>
  says({ type: 'message', message: { type: 'accept', id, position, digest: position > 0 ? digest : null } });
const received = (position: number): OutgoingInput =>
  says({ type: 'message', message: { type: 'received', id, position } });
const cancel = (code: string): OutgoingInput => says({ type: 'message', message: { type: 'cancel', id, code } });
const stop = { do: 'stop' };
const tell = (code: string): object => ({ do: 'send', message: { type: 'cancel', id, code } });

type Row = [name: string, OutgoingState, OutgoingInput, Partial<OutgoingState>, actions: object[]];

const table: Row[] = [
  [
    'is described on every new channel',
    unheard,
    { type: 'connected' },
    { connected: true },
    [stop, { do: 'describe' }],
  ],
  [
    'flows when it is accepted',
    offered,
    accept(0),
    { phase: 'sending', wanted: start },
    [{ do: 'stream', from: start }],
  ],
  [
    'flows from where the receiver is',
    offered,
    accept(500),
    { phase: 'sending', wanted: resume, confirmed: 500 },
    [{ do: 'stream', from: resume }],
  ],
  [
    'is over when it is refused',
    offered,
    says({ type: 'message', message: { type: 'refuse', id } }),
    { phase: 'refused' },
    [stop],
  ],
  [
    'an acceptance of more than there is ends it',
    offered,
    accept(1001),
    { phase: 'failed', failure: 'file-protocol' },
    [stop, tell('file-protocol')],
  ],
  ['goes on as the receiver confirms', sending, received(400), { confirmed: 400 }, [{ do: 'confirm', position: 400 }]],
  ['does not go back with a confirmation', halfway, received(400), {}, []],
  ['takes no confirmation of more than there is', halfway, received(1001), {}, []],
  ['takes no confirmation before the acceptance on this channel', cut, received(600), {}, []],
  [
    'says its digest after the last byte',
    halfway,
    { type: 'ended', digest: ofAll },
    { phase: 'sent' },
    [{ do: 'send', message: { type: 'end', id, digest: ofAll } }],
  ],
  [
    'is complete when the receiver says so',
    sent,
    says({ type: 'message', message: { type: 'complete', id } }),
    { phase: 'complete', confirmed: 1000 },
    [stop],
  ],
  ['stops when the channel is gone', halfway, { type: 'disconnected' }, { connected: false, wanted: null }, [stop]],
  ['is described again on the next', cut, { type: 'connected' }, { connected: true }, [stop, { do: 'describe' }]],
  [
    'and goes on from where the receiver is',
    { ...cut, connected: true },
    accept(500),
    { wanted: resume },
    [{ do: 'stream', from: resume }],
  ],
  [
    'sends the end again to one who was cut off before it',
    { ...sent, wanted: null },
    accept(500),
    { phase: 'sending', wanted: resume },
    [{ do: 'stream', from: resume }],
  ],
  [
    'waits for the file after a reload',
    reloaded,
    accept(500),
    { phase: 'sending', wanted: resume, confirmed: 500 },
    [],
  ],
  [
    'goes on when it is picked again',
    { ...reloaded, phase: 'sending', wanted: resume },
    { type: 'provided' },
    { atHand: true },
    [{ do: 'stream', from: resume }],
  ],
  ['waits for the receiver when it is picked again first', reloaded, { type: 'provided' }, { atHand: true }, []],
  [
    'asks again when it is another file',
    { ...halfway, atHand: true },
    { type: 'mismatched' },
    { atHand: false, failure: 'file-changed' },
    [stop],
  ],
  [
    'takes the next that is picked',
    { ...reloaded, failure: 'file-changed' },
    { type: 'provided' },
    { atHand: true, failure: null },
    [],
  ],
  ['ends when the person does', halfway, { type: 'cancelled' }, { phase: 'cancelled' }, [stop, tell('cancelled')]],
  ['ends when the receiver does', halfway, cancel('cancelled'), { phase: 'cancelled' }, [stop]],
  [
    'fails by what the receiver says',
    halfway,
    cancel('storage-full'),
    { phase: 'failed', failure: 'storage-full' },
    [stop],
  ],
  ['takes a code of a later version for an end', halfway, cancel('eaten-by-a-dog'), { phase: 'cancelled' }, [stop]],
  [
    'tells the receiver why it fails',
    halfway,
    { type: 'failed', failure: 'file-unreadable' },
    { phase: 'failed', failure: 'file-unreadable' },
    [stop, tell('file-unreadable')],
  ],
  [
    'hears nothing that only a sender says',
    sending,
    says({ type: 'message', message: { type: 'end', id, digest: ofAll } }),
    {},
    [],
  ],
];

test.each(table)('a file on its way out: %s', (_name, state, input, changed, actions) => {
  expect(advanceOutgoing(state, input, facts)).toEqual({ state: { ...state, ...changed }, actions });
});

describe('one that is over', () => {
  const over: OutgoingState['phase'][] = ['complete', 'refused', 'cancelled', 'failed'];
  const inputs = table.map(([, , input]) => input);

  test.each(over)('stays %s, whatever comes', (phase) => {
    const state = { ...halfway, phase };
    expect(isOutgoingOver(state)).toBe(true);
    for (const input of inputs) {
      expect(advanceOutgoing(state, input, facts)).toEqual({ state, actions: [] });
    }
  });
});
