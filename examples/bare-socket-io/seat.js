// A seat in a call, over nothing but socket.io-client: what is sent arrives exactly once and in order, what comes is
// handled exactly once and in order, whatever happens to the socket. Runs in browsers and in Node.
import { io } from 'socket.io-client';

const SIGNALS = ['offer', 'answer', 'candidate', 'hangup'];
const WORTH_WAITING = new Set(['rate-limited', 'mailbox-full', 'unavailable']);

/** What has to be remembered of a seat. Keep it where a reload finds it, and the seat is the same one afterwards. */
export function newSeat() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const secret = btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');
  return { secret, position: 0 };
}

export class Seat {
  #outbox = [];
  #sending = false;
  #seated = false;
  #handling = Promise.resolve();

  /**
   * @param {{ url: string, callId: string, displayName: string, memory: { secret: string, position: number } }} options
   * @param handlers `joined`, `signal` (awaited: the next one comes when it is done), `participantJoined`,
   *   `participantLeft`, `iceServers`, and `over` with the reason
   */
  constructor({ url, callId, displayName, memory }, handlers) {
    this.memory = memory;
    this.handlers = handlers;
    this.socket = io(url, { auth: { protocol: 1 } });
    // At first, and again after every lost socket: the same secret takes the same seat, from where it had read to.
    this.socket.on('connect', () => this.#join(callId, displayName));
    this.socket.on('disconnect', () => (this.#seated = false));
    for (const name of SIGNALS) this.socket.on(name, (signal) => this.#receive([signal]));
    this.socket.on('participant-joined', ({ participant }) => handlers.participantJoined(participant));
    this.socket.on('participant-left', ({ participant }) => handlers.participantLeft(participant));
    this.socket.on('ice-servers', ({ iceServers }) => handlers.iceServers(iceServers));
    this.socket.on('call-ended', ({ reason }) => this.#close(reason));
    // `draining` is a server that restarts: Socket.IO comes back by itself.
    this.socket.on('closing', ({ code }) => code !== 'draining' && this.#close(code));
  }

  /** Sends it once the seat is there, again if nobody said that it arrived, and after what was sent before. */
  send(type, signal) {
    // Chosen here, once: by it the server tells a repeat.
    this.#outbox.push({ type, signal: { ...signal, messageId: crypto.randomUUID() } });
    void this.#flush();
  }

  async hangUp() {
    await this.socket
      .timeout(5_000)
      .emitWithAck('hangup', {})
      .catch(() => {});
    this.#close('hangup');
  }

  async #join(callId, displayName) {
    const { secret, position } = this.memory;
    const joined = await this.#ask('join', { callId, displayName, secret, after: position });
    if (!joined) return;
    if (!joined.ok) return this.#close(joined.error.message);
    this.#seated = true;
    this.handlers.joined(joined);
    this.#receive(joined.mailbox, joined.more);
    void this.#flush();
  }

  #receive(signals, more = false) {
    this.#handling = this.#handling.then(() => this.#handle(signals, more)).catch((error) => console.error(error));
  }

  async #handle(signals, more) {
    for (const signal of signals) {
      if (signal.seq <= this.memory.position) continue; // sent again: our word that it came got lost
      if (signal.seq > this.memory.position + 1) return this.#sync(); // something is missing in between
      await this.handlers.signal(signal);
      this.memory.position = signal.seq;
      this.socket.emit('received', { seq: signal.seq }, () => {});
    }
    if (more) await this.#sync();
  }

  async #sync() {
    const answer = await this.#ask('sync', { after: this.memory.position });
    // What cannot be had now comes with the next `join`.
    if (answer?.ok) await this.#handle(answer.mailbox, answer.more);
  }

  async #flush() {
    if (this.#sending) return;
    this.#sending = true;
    while (this.#seated && this.#outbox.length > 0) {
      const { type, signal } = this.#outbox[0];
      const answer = await this.#ask(type, signal);
      if (!answer) continue; // unknown whether it arrived: the same again
      if (!answer.ok && WORTH_WAITING.has(answer.error.code)) {
        await new Promise((resolve) => setTimeout(resolve, 1_000 * (answer.error.retryAfter ?? 1)));
        continue;
      }
      if (!answer.ok) console.warn(`${type}: ${answer.error.message}`);
      this.#outbox.shift();
    }
    this.#sending = false;
  }

  /** The acknowledgement; null when the socket went before it came. */
  async #ask(event, payload) {
    return this.socket
      .timeout(5_000)
      .emitWithAck(event, payload)
      .catch(() => null);
  }

  #close(reason) {
    this.#seated = false;
    this.#outbox = [];
    this.socket.disconnect();
    this.handlers.over(reason);
  }
}
