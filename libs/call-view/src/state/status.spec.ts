import { type CallFacts, type OtherFacts, type Status, statusOf } from './status.ts';

const here: OtherFacts = { seat: 'connected', connection: 'connected' };
const away: OtherFacts = { seat: 'reconnecting', connection: 'disconnected' };
const coming: OtherFacts = { seat: 'connected', connection: 'connecting' };
const cut: OtherFacts = { seat: 'connected', connection: 'failed' };

const calm = (words: string): Status => ({ words, tone: 'calm' });
const amber = (words: string): Status => ({ words, tone: 'amber' });

describe('the status of a call', () => {
  it.each<[string, CallFacts, Status]>([
    ['alone', { state: 'waiting', signaling: 'connected', others: [] }, calm('Waiting for someone')],
    [
      'alone and cut off',
      { state: 'waiting', signaling: 'reconnecting', others: [] },
      amber('Reconnecting: your network changed'),
    ],
    ['someone came', { state: 'connecting', signaling: 'connected', others: [coming] }, calm('Connecting')],
    ['media flows', { state: 'connected', signaling: 'connected', others: [here] }, calm('Connected')],
    [
      'media flows, the server is gone',
      { state: 'connected', signaling: 'reconnecting', others: [here] },
      amber('Reconnecting: server away, call goes on'),
    ],
    [
      'everything is cut',
      { state: 'reconnecting', signaling: 'reconnecting', others: [cut] },
      amber('Reconnecting: your network changed'),
    ],
    [
      'the media alone is cut',
      { state: 'reconnecting', signaling: 'connected', others: [cut] },
      amber('Reconnecting: your network changed'),
    ],
    [
      'the other one is gone',
      { state: 'reconnecting', signaling: 'connected', others: [away] },
      amber('The other side is reconnecting'),
    ],
    ['everything was tried', { state: 'failed', signaling: 'connected', others: [cut] }, amber('No connection')],
    ['one of two is gone', { state: 'connected', signaling: 'connected', others: [here, away] }, calm('Connected')],
    ['over', { state: 'ended', signaling: 'reconnecting', others: [] }, calm('Call ended')],
  ])('%s', (_, facts, status) => {
    expect(statusOf(facts)).toEqual(status);
  });
});
