// What all attackers need: calls, seats, and answers to what they send. Faster and ruder than any client of ours.
import type { CreatedCall, Joined } from '@parley/protocol';
import { randomBytes } from 'node:crypto';
import { RawSocket } from '../support/raw-socket.ts';

/** One of many addresses, for an attacker that has them. */
export function addressOf(index: number): string {
  return `198.19.${(index >> 8) & 255}.${index & 255}`;
}

export async function createCall(url: string, address: string, body: object = {}): Promise<CreatedCall> {
  const response = await fetch(`${url}/api/v1/calls`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'X-Forwarded-For': address },
  });
  if (response.status !== 201) throw new Error(`No call: ${response.status}`);
  return (await response.json()) as CreatedCall;
}

/** A socket in the root namespace. */
export async function admitted(url: string, address: string): Promise<RawSocket> {
  const socket = await RawSocket.open(url, address);
  socket.send('40');
  const answer = await socket.next((text) => text.startsWith('40') || text.startsWith('44'));
  if (!answer.startsWith('40')) throw new Error(`Not admitted: ${answer}`);
  return socket;
}

interface Answer {
  ok: boolean;
  error?: { code: string; retryAfter?: number };
}

/** Numbers what it sends, and hears the acknowledgements. */
export class Asker {
  readonly socket: RawSocket;
  private asked = 0;
  private readonly waiting = new Map<number, (answer: Answer) => void>();

  constructor(socket: RawSocket) {
    this.socket = socket;
    socket.onText((text) => this.hear(text));
  }

  /** How many answers are still to come. */
  get unanswered(): number {
    return this.waiting.size;
  }

  ask(event: string, payload: object): Promise<Answer> {
    const id = (this.asked += 1);
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.socket.send(`42${id}${JSON.stringify([event, payload])}`);
    });
  }

  /** Sends without caring for an answer. */
  tell(event: string, payload: object): void {
    this.asked += 1;
    this.socket.send(`42${this.asked}${JSON.stringify([event, payload])}`);
  }

  async join(callId: string, secret: string = randomBytes(32).toString('base64url')): Promise<Joined> {
    const answer = await this.ask('join', { callId, secret });
    if (!answer.ok) throw new Error(`Not joined: ${JSON.stringify(answer)}`);
    return answer as unknown as Joined;
  }

  private hear(text: string): void {
    const [, id = ''] = /^43(\d+)\[/.exec(text) ?? [];
    if (id === '') return;
    const settle = this.waiting.get(Number(id));
    this.waiting.delete(Number(id));
    settle?.((JSON.parse(text.slice(2 + id.length)) as [Answer])[0]);
  }
}

/** Ends when the one who started the attack says so. */
export function toldToStop(): Promise<void> {
  return new Promise((resolve) => process.stdin.once('end', resolve).resume());
}
