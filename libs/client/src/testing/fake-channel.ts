// The SignalingChannel port, with a FakeServer behind it: everything arrives in order, one task later.
import type { ClientEventName, ClientEvents, ServerToClientEvents, WireError } from '@parley/protocol';
import type { Answer, ChannelEvents, SignalingChannel } from '../signaling/signaling-channel.ts';
import { FakeRefusal, type FakeServer } from './fake-server.ts';

export class FakeChannel implements SignalingChannel {
  connected = false;
  closed = false;
  /** Every event that was sent, in order. */
  readonly sent: { name: ClientEventName; payload: unknown }[] = [];
  /** Refusals for the next requests of a name, before the server sees them. */
  readonly refusals: { name: ClientEventName; error: WireError }[] = [];
  readonly #server: FakeServer;
  readonly #listeners = new Map<string, ((value: never) => void)[]>();
  readonly #unreachable: ((refusal: WireError | null) => void)[] = [];
  /** Which socket of this channel it is: what an older one carried is lost. */
  #socket = 0;

  constructor(server: FakeServer) {
    this.#server = server;
  }

  on<Name extends keyof ChannelEvents>(name: Name, listener: ChannelEvents[Name]): void {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
  }

  onUnreachable(listener: (refusal: WireError | null) => void): void {
    this.#unreachable.push(listener);
  }

  open(): void {
    queueMicrotask(() => this.restore());
  }

  reopen(): void {
    this.cut();
    this.open();
  }

  close(): void {
    this.closed = true;
    this.connected = false;
    this.#server.lose(this);
  }

  /** The socket is lost. */
  cut(): void {
    this.#socket += 1;
    this.connected = false;
    this.#server.lose(this);
    this.#tell('disconnect');
  }

  /** A new socket stands. */
  restore(): void {
    if (!this.closed) {
      this.#socket += 1;
      this.connected = true;
      this.#tell('connect');
    }
  }

  /** An attempt to connect failed. */
  fail(refusal: WireError | null): void {
    for (const listener of this.#unreachable) {
      listener(refusal);
    }
  }

  deliver<Name extends keyof ServerToClientEvents>(name: Name, value: Parameters<ServerToClientEvents[Name]>[0]): void {
    this.#later(() => this.#tell(name, value));
  }

  request<Name extends ClientEventName>(
    name: Name,
    payload: ClientEvents[Name]['payload'],
    answered: (answer: Answer<Name> | null) => void,
  ): void {
    this.sent.push({ name, payload });
    const socket = this.#socket;
    queueMicrotask(() => {
      if (!this.connected || socket !== this.#socket) {
        answered(null);
        return;
      }
      const answer = this.#answer(name, payload) as Answer<Name>;
      queueMicrotask(() => answered(socket === this.#socket ? answer : null));
    });
  }

  #answer(name: ClientEventName, payload: unknown): object {
    const refusal = this.refusals.findIndex((each) => each.name === name);
    if (refusal >= 0) {
      return { ok: false, error: this.refusals.splice(refusal, 1)[0]?.error };
    }
    try {
      return { ok: true, ...this.#carryOut(name, payload) };
    } catch (error) {
      if (error instanceof FakeRefusal) {
        return { ok: false, error: { code: error.code, message: error.message } };
      }
      throw error;
    }
  }

  #carryOut(name: ClientEventName, payload: unknown): object {
    switch (name) {
      case 'join':
        return this.#server.join(this, payload as ClientEvents['join']['payload']);
      case 'offer':
      case 'answer':
      case 'candidate':
        return this.#server.append(this, name, payload as ClientEvents['offer']['payload']);
      case 'hangup':
        this.#server.leave(this.#server.seatOf(this));
        return {};
      case 'received':
        this.#server.seatOf(this).confirmed = (payload as ClientEvents['received']['payload']).seq;
        return {};
      case 'sync': {
        const { after = 0 } = payload as ClientEvents['sync']['payload'];
        return { mailbox: this.#server.seatOf(this).mailbox.filter(({ seq }) => seq > after), more: false };
      }
      default:
        return { items: [] };
    }
  }

  #tell(name: string, value?: unknown): void {
    for (const listener of this.#listeners.get(name) ?? []) {
      listener(value as never);
    }
  }

  #later(task: () => void): void {
    const socket = this.#socket;
    // Two tasks: an answer to the one who caused it comes first, as the contract has it for a join.
    queueMicrotask(() => queueMicrotask(() => socket === this.#socket && this.connected && task()));
  }
}
