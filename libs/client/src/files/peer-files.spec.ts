// Two sides of a channel, with real content in memory: what goes through, what goes on, what ends.
import { expect, test } from '@jest/globals';
import { connect, cut, type Side, sides } from '../testing/file-sides.ts';
import { settled, until } from '../testing/until.ts';
import { WINDOW } from './file-messages.ts';
import type { IncomingFile } from './incoming-file.ts';
import type { FileTransfer, TransferState } from './transfer.ts';

function reaches(transfer: FileTransfer, ...states: TransferState[]): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (states.includes(transfer.state)) resolve();
    };
    transfer.addEventListener('statechange', look);
    look();
  });
}

const progressed = (transfer: FileTransfer): Promise<Event> =>
  new Promise((resolve) => {
    transfer.addEventListener('progress', (event) => transfer.transferred > 0 && resolve(event));
  });

async function arrival(side: Side): Promise<IncomingFile> {
  await until(() => side.offered.length > 0);
  return side.offered[0]!;
}

/** More than a window, so that a transfer cannot run ahead of its receiver. */
const large = Uint8Array.from({ length: WINDOW + 2 * 1024 * 1024 + 5 }, (_, index) => (index * 7) % 253);

async function bytesOf(transfer: IncomingFile): Promise<Uint8Array> {
  return new Uint8Array((await transfer.content?.arrayBuffer()) ?? []);
}

const positions = (side: Side): number[] =>
  side.sent.flatMap((data) => (data instanceof ArrayBuffer ? [Number(new DataView(data).getBigUint64(4))] : []));

test('what is accepted arrives whole', async () => {
  const [ada, ben] = sides();
  const out = ada.offer(large);
  const coming = await arrival(ben);
  expect([out.state, coming.state]).toEqual(['offered', 'offered']);
  await coming.accept();
  await reaches(out, 'complete');
  expect(Buffer.from(large).equals(await bytesOf(coming))).toBe(true);
  expect([out.transferred, coming.transferred]).toEqual([large.length, large.length]);
});

test('an empty file arrives, too', async () => {
  const [ada, ben] = sides();
  const out = ada.offer(new Uint8Array());
  const coming = await arrival(ben);
  await coming.accept();
  await reaches(out, 'complete');
  expect(coming.content?.size).toBe(0);
});

test('what is refused sends no byte', async () => {
  const [ada, ben] = sides();
  const out = ada.offer(large);
  (await arrival(ben)).refuse();
  await reaches(out, 'refused');
  expect(positions(ada)).toEqual([]);
});

test('a sender waits for the receiver’s disk', async () => {
  const [ada, ben] = sides();
  ada.offer(large);
  const coming = await arrival(ben);
  // No confirmation gets through.
  ben.tamper = (data) => ('type' in data && data.type === 'received' ? { ...data, position: 0 } : data);
  await coming.accept();
  await reaches(coming, 'transferring');
  await until(() => coming.transferred > WINDOW - 65_536);
  await settled();
  expect(Math.max(...positions(ada))).toBeLessThan(WINDOW);
});

test.each(['sender', 'receiver'])('either ends it: the %s', async (who) => {
  const [ada, ben] = sides();
  const out = ada.offer(large);
  const coming = await arrival(ben);
  await coming.accept();
  await progressed(out);
  (who === 'sender' ? out : coming).cancel();
  await reaches(out, 'cancelled');
  await reaches(coming, 'cancelled');
  expect(coming.content).toBeNull();
  expect(out.error).toBeNull();
});

test('it goes on where it stopped, over a new channel', async () => {
  const [ada, ben] = sides();
  const out = ada.offer(large);
  const coming = await arrival(ben);
  await coming.accept();
  await progressed(out);
  cut(ada, ben);
  expect([out.state, coming.state]).toEqual(['interrupted', 'interrupted']);
  ada.sent.length = 0;
  connect(ada, ben);
  await reaches(out, 'complete');
  expect(positions(ada)[0]).toBeGreaterThan(0);
  expect(Buffer.from(large).equals(await bytesOf(coming))).toBe(true);
});

test('after the sender’s reload the same file goes on, and another does not', async () => {
  const [ada, ben] = sides();
  const before = ada.offer(large);
  const coming = await arrival(ben);
  await coming.accept();
  await progressed(before);
  cut(ada, ben);
  ada.reload();
  ada.sent.length = 0;
  const out = ada.offer(large, null);
  connect(ada, ben);
  await reaches(coming, 'needs-file');
  expect(out.state).toBe('needs-file');

  expect(() => out.provide(new File([large], 'b.bin'))).toThrow(expect.objectContaining({ code: 'file-changed' }));
  const another = large.slice();
  another[0] = 99;
  out.provide(new File([another], 'a.bin'));
  await until(() => out.error !== null);
  expect([out.state, out.error?.code]).toEqual(['needs-file', 'file-changed']);
  expect(positions(ada)).toEqual([]);

  out.provide(new File([large], 'a.bin'));
  await reaches(out, 'complete');
  expect(positions(ada)[0]).toBeGreaterThan(0);
  expect(Buffer.from(large).equals(await bytesOf(coming))).toBe(true);
});

test('bytes that were changed on the way end it, and nothing is kept', async () => {
  const [ada, ben] = sides();
  const out = ada.offer(large);
  const coming = await arrival(ben);
  ada.tamper = (data) => {
    if (data instanceof ArrayBuffer) new Uint8Array(data)[20] = 0xff;
    return data;
  };
  await coming.accept();
  await reaches(out, 'failed');
  expect([coming.state, coming.error?.code, out.error?.code]).toEqual(['failed', 'file-corrupted', 'file-corrupted']);
  expect(coming.content).toBeNull();
});

test('a disk that is full ends it with that code on both sides', async () => {
  const [ada, ben] = sides();
  const out = ada.offer(large);
  const coming = await arrival(ben);
  ben.labour.full = true;
  await coming.accept();
  await reaches(out, 'failed');
  expect([coming.error?.code, out.error?.code]).toEqual(['storage-full', 'storage-full']);
});

test('what the sender no longer knows of is withdrawn', async () => {
  const [ada, ben] = sides();
  ada.offer(large);
  const coming = await arrival(ben);
  cut(ada, ben);
  ada.reload();
  connect(ada, ben);
  await reaches(coming, 'failed');
  expect(coming.error?.code).toBe('file-withdrawn');
});

test('who leaves takes the transfers along', async () => {
  const [ada, ben] = sides();
  const out = ada.offer(large);
  const coming = await arrival(ben);
  ada.peer.handleLeft();
  ben.peer.handleLeft();
  expect([out.error?.code, coming.error?.code]).toEqual(['participant-left', 'participant-left']);
});

test('who offers too many is told so', async () => {
  const [ada, ben] = sides();
  const offer = { type: 'offer', number: 1, ready: true, name: 'a', size: 1, mediaType: '' } as const;
  for (let made = 0; made <= 200; made += 1) ben.peer.handleMessage({ ...offer, id: `transfer-${made}` });
  expect(ben.offered).toHaveLength(200);
  expect(ben.sent.at(-1)).toEqual({ type: 'cancel', id: 'transfer-200', code: 'too-many-files' });
  expect(ada.offered).toHaveLength(0);
});

test('a file that is larger than what this browser can take stays offered', async () => {
  const [, ben] = sides();
  ben.peer.handleMessage({
    type: 'offer',
    id: 'transfer-1',
    number: 1,
    ready: true,
    name: 'a',
    size: 2 ** 40,
    mediaType: '',
  });
  const coming = await arrival(ben);
  await expect(coming.accept()).rejects.toMatchObject({ code: 'file-too-large' });
  expect(coming.state).toBe('offered');
});
