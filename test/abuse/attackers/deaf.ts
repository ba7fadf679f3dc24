// Those who do not read what they are sent.
import { randomBytes } from 'node:crypto';
import type { MailboxSignal } from '@parley/protocol';
import type { AttackOptions, AttackReport } from '../support/attack.ts';
import { admitted, Asker, createCall } from './client.ts';

const LARGE = { type: 'offer', sdp: `v=0${'x'.repeat(64 * 1024 - 3)}` };

/** `count` offers of 64 KiB to someone who reads nothing; then that one comes back and reads them all. */
export async function hearNothing({ url, address, count }: AttackOptions): Promise<AttackReport> {
  const { id } = await createCall(url, address);
  const secret = randomBytes(32).toString('base64url');
  const deaf = new Asker(await admitted(url, address));
  const { self } = await deaf.join(id, secret);
  deaf.socket.pause();
  const speaker = new Asker(await admitted(url, address));
  await speaker.join(id);

  let taken = 0;
  const speak = async (from: number) => {
    for (let number = from; number < count; number += 8) {
      const answer = await speaker.ask('offer', { to: self.id, messageId: `m${number}`, description: LARGE });
      if (answer.ok) taken += 1;
    }
  };
  await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(speak));

  // Whatever became of the socket, the seat is there and has everything.
  deaf.socket.end();
  const back = new Asker(await admitted(url, address));
  const seen = new Set<string>();
  let { mailbox, more } = await back.join(id, secret);
  for (;;) {
    for (const { messageId } of mailbox) seen.add(messageId);
    const seq = mailbox.at(-1)?.seq ?? 0;
    if (!more) break;
    const page = await back.ask('sync', { after: seq });
    ({ mailbox, more } = page as unknown as { mailbox: MailboxSignal[]; more: boolean });
  }
  return { taken, seen: seen.size };
}

/** `count` sockets that ask for all there is, again and again, and read no answer. */
export async function askWithoutReading({ url, address, count, seconds }: AttackOptions): Promise<AttackReport> {
  for (let made = 0; made < 50; made += 1) await createCall(url, address, { metadata: { padding: 'x'.repeat(3900) } });
  const askers: Asker[] = [];
  for (let opened = 0; opened < count; opened += 1) askers.push(new Asker(await admitted(url, address)));
  for (const { socket } of askers) socket.pause();
  const end = performance.now() + 1000 * seconds;
  let asked = 0;
  while (performance.now() < end && askers.some(({ socket }) => socket.isOpen)) {
    for (const asker of askers) asker.tell('watch', {});
    asked += askers.length;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  // A paused socket hears of its end only once it reads again.
  for (const { socket } of askers) socket.resume();
  const patience = new Promise((resolve) => setTimeout(resolve, 5000));
  await Promise.race([Promise.all(askers.map(({ socket }) => socket.closed)), patience]);
  const closed = askers.filter(({ socket }) => !socket.isOpen).length;
  return { asked, closed };
}

/** Pings of WebSocket itself, each of which has to be answered, and nobody reads the answers. */
export async function pingWithoutReading({ url, address, seconds }: AttackOptions): Promise<AttackReport> {
  const socket = await admitted(url, address);
  socket.pause();
  const payload = new Uint8Array(125);
  const end = performance.now() + 1000 * seconds;
  let pings = 0;
  while (performance.now() < end && socket.isOpen) {
    // What the server does not take stays here.
    for (let burst = 0; burst < 200 && socket.unsent < 1_000_000; burst += 1, pings += 1) socket.ping(payload);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  socket.end();
  return { pings };
}
