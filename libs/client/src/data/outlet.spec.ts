import { expect, test } from '@jest/globals';
import { FakeDataChannel } from '../testing/fake-data-channel.ts';
import { settled } from '../testing/until.ts';
import { frameOf } from './channel-message.ts';
import { Outlet } from './outlet.ts';

const bytes = (size: number) => frameOf(new Uint8Array(size));

function opened(): [FakeDataChannel, Outlet] {
  const channel = new FakeDataChannel().open();
  return [channel, new Outlet(channel.port, 100)];
}

/** Whether each of them has settled by now, and how. */
async function states(...promises: Promise<void>[]): Promise<string[]> {
  const all = promises.map(() => 'waiting');
  promises.forEach((promise, index) => {
    promise.then(
      () => (all[index] = 'sent'),
      (error: { code: string }) => (all[index] = error.code),
    );
  });
  await settled();
  return all;
}

test('hands over at once while there is room, and goes on when half of it has left', async () => {
  const [channel, outlet] = opened();
  const sending = [60, 60, 10, 10].map((size) => outlet.send(bytes(size)));
  expect(await states(...sending)).toEqual(['sent', 'sent', 'waiting', 'waiting']);
  expect(outlet.bufferedAmount).toBe(140);
  channel.leave(60);
  expect(await states(...sending)).toEqual(['sent', 'sent', 'waiting', 'waiting']);
  channel.leave(10);
  expect(await states(...sending)).toEqual(['sent', 'sent', 'sent', 'sent']);
  expect(channel.sent.map((sent) => (sent as Uint8Array).byteLength)).toEqual([60, 60, 10, 10]);
});

test('is flushed when the last byte has left, and as attentive as before after that', async () => {
  const [channel, outlet] = opened();
  expect(await states(outlet.flushed())).toEqual(['sent']);
  const sending = outlet.send(bytes(60));
  const flushed = outlet.flushed();
  channel.leave(59);
  expect(await states(sending, flushed)).toEqual(['sent', 'waiting']);
  channel.leave(1);
  expect(await states(flushed)).toEqual(['sent']);
  expect(channel.bufferedAmountLowThreshold).toBe(50);
});

test('what waits when it closes was not sent, and what the browser refuses says so', async () => {
  const [channel, outlet] = opened();
  const sending = [outlet.send(bytes(100)), outlet.send(bytes(1))];
  outlet.close();
  expect(await states(...sending)).toEqual(['sent', 'channel-closed']);
  channel.close();
  channel.bufferedAmount = 0;
  expect(await states(outlet.send(bytes(1)))).toEqual(['channel-closed']);
});
