// Those who do what anybody may, far too often.
import type { AttackOptions, AttackReport } from '../support/attack.ts';
import type { RawSocket } from '../support/raw-socket.ts';
import { addressOf, admitted, Asker, createCall, toldToStop } from './client.ts';

/** Resolves when no answer has come for 20 seconds. */
async function silence(asker: Asker): Promise<void> {
  for (let before = -1; before !== asker.unanswered;) {
    before = asker.unanswered;
    await new Promise((resolve) => setTimeout(resolve, 20_000));
  }
}

/** One socket that sends candidates as fast as it can. Counts how each was answered. */
export async function floodWithCandidates({ url, address, seconds }: AttackOptions): Promise<AttackReport> {
  const { id } = await createCall(url, address);
  const receiver = new Asker(await admitted(url, address));
  const { self } = await receiver.join(id);
  const flooder = new Asker(await admitted(url, address));
  await flooder.join(id);
  const candidate = { candidate: 'candidate:1 1 udp 1 192.0.2.7 9 typ host', sdpMid: '0' };
  const report = { sent: 0, taken: 0, refused: 0, unanswered: 0, closed: 0 };
  const send = async (messageId: string) => {
    const { ok, error } = await flooder.ask('candidate', { to: self.id, messageId, candidate });
    if (ok) report.taken += 1;
    else if (error?.code === 'rate-limited' && (error.retryAfter ?? 0) > 0) report.refused += 1;
  };
  const answers: Promise<void>[] = [];
  const end = performance.now() + 1000 * seconds;
  while (performance.now() < end && flooder.socket.isOpen) {
    for (let burst = 0; burst < 500 && flooder.socket.unsent < 1_000_000; burst += 1) {
      report.sent += 1;
      answers.push(send(`m${report.sent}`));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.race([Promise.all(answers), flooder.socket.closed, silence(flooder)]);
  report.unanswered = flooder.unanswered;
  report.closed = flooder.socket.isOpen ? 0 : 1;
  return report;
}

/** `count` sockets that are admitted and then do nothing, until told to stop. */
export async function stayAndNeverJoin({ url, address, count }: AttackOptions): Promise<AttackReport> {
  const sockets: RawSocket[] = [];
  let refused = 0;
  const open = async () => {
    try {
      sockets.push(await admitted(url, address));
    } catch {
      refused += 1;
    }
  };
  for (let opened = 0; opened < count; opened += 50) await Promise.all(Array.from({ length: 50 }, open));
  await toldToStop();
  const stayed = sockets.filter((socket) => socket.isOpen).length;
  for (const socket of sockets) socket.end();
  return { stayed, refused };
}

/** `count` times someone comes into a call and leaves it again, from many addresses, ten at once. */
export async function joinAndLeave({ url, address, count }: AttackOptions): Promise<AttackReport> {
  const { id } = await createCall(url, address, { maxParticipants: 100 });
  const keeper = new Asker(await admitted(url, address));
  await keeper.join(id);
  let done = 0;
  const one = async (from: number) => {
    for (let number = from; number < count; number += 10) {
      const guest = new Asker(await admitted(url, addressOf(number)));
      // Every other one just goes, and comes back.
      const stays = number % 20 < 10;
      await guest.join(id, stays ? `${'s'.repeat(40)}${from}` : undefined);
      if (!stays) await guest.ask('hangup', {});
      guest.socket.end();
      done += 1;
    }
  };
  await Promise.all([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(one));
  return { done };
}

/** `count` calls, sixteen at once. */
export async function createCalls({ url, count }: AttackOptions): Promise<AttackReport> {
  let created = 0;
  const create = async (from: number) => {
    for (let number = from; number < count; number += 16) {
      await createCall(url, addressOf(number), { name: `Call ${number}` });
      created += 1;
    }
  };
  await Promise.all(Array.from({ length: 16 }, (_, from) => create(from)));
  return { created };
}
