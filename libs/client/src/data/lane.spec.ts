import { beforeEach, expect, test } from '@jest/globals';
import { FakeDataChannel } from '../testing/fake-data-channel.ts';
import { settled } from '../testing/until.ts';
import { frameOf } from './channel-message.ts';
import { Lane, UNCLAIMED_LIMIT } from './lane.ts';

let told: string[];
let lane: Lane;

beforeEach(() => {
  told = [];
  lane = new Lane({ sctp: { maxMessageSize: 10 } } as RTCPeerConnection, () => told.push('emptied'));
});

function claim(): void {
  lane.claim({
    highWaterMark: 100,
    handleOpen: () => told.push('open'),
    handleClose: () => told.push('close'),
    handleMessage: (payload) => told.push(`message ${typeof payload === 'string' ? payload : payload.byteLength}`),
  });
}

test('what came before somebody claimed it is told in order, after the opening', async () => {
  const channel = new FakeDataChannel().open();
  lane.add(channel.port, 'them');
  channel.receive('1');
  channel.receive('2');
  claim();
  expect(told).toEqual([]);
  await settled();
  channel.receive('3');
  expect(told).toEqual(['open', 'message 1', 'message 2', 'message 3']);
  expect(channel.binaryType).toBe('arraybuffer');
});

test('who fills the memory with what nobody wants is refused', async () => {
  const channel = new FakeDataChannel().open();
  lane.add(channel.port, 'them');
  channel.receive(new ArrayBuffer(UNCLAIMED_LIMIT));
  expect(channel.readyState).toBe('open');
  channel.receive('x');
  expect(channel.readyState).toBe('closed');
  claim();
  await settled();
  expect(told).toEqual(['emptied']);
});

test('two channels of a name are one: both are heard, all goes over one, theirs if it is open by then', async () => {
  const [ours, theirs] = [new FakeDataChannel(), new FakeDataChannel()];
  lane.add(ours.port, 'us');
  claim();
  await settled();
  ours.open();
  lane.add(theirs.open().port, 'them');
  await lane.send(frameOf(1));
  ours.receive('a');
  theirs.receive('b');
  expect([ours.sent, theirs.sent]).toEqual([[], ['1']]);
  expect(told).toEqual(['open', 'message a', 'message b']);
  theirs.close();
  await lane.send(frameOf(2));
  expect(ours.sent).toEqual(['2']);
  ours.close();
  expect(told.slice(3)).toEqual(['emptied', 'close']);
});

test('what was begun on ours stays on ours when theirs opens: the order is kept', async () => {
  const [ours, theirs] = [new FakeDataChannel(), new FakeDataChannel()];
  lane.add(ours.open().port, 'us');
  claim();
  await settled();
  await lane.send(frameOf(1));
  lane.add(theirs.open().port, 'them');
  await lane.send(frameOf(2));
  expect([ours.sent, theirs.sent]).toEqual([['1', '2'], []]);
});

test('more than fits in a message is refused, with the limit', async () => {
  lane.add(new FakeDataChannel().open().port, 'them');
  claim();
  await settled();
  await expect(lane.send(frameOf('x'.repeat(9)))).rejects.toMatchObject({
    code: 'message-too-large',
    message: expect.stringContaining('10 bytes'),
  });
});
