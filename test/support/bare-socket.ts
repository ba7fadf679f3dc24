// A bare socket.io-client that keeps a journal: every event and acknowledgement in the order of arrival, so that none is missed.
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type {
  Acknowledged,
  ClientEventName,
  ClientEvents,
  ServerEventName,
  ServerToClientEvents,
} from '@parley/protocol';

/** Long, for a machine that is busy with other suites. */
const PATIENCE_MS = 10_000;

export type EventPayload<Name extends ServerEventName> = Parameters<ServerToClientEvents[Name]>[0];

export interface JournalEntry {
  kind: 'event' | 'acknowledgement';
  name: string;
  payload: unknown;
  /** Milliseconds on the monotonic clock. */
  at: number;
  /** Whether `next` has handed it out. */
  taken: boolean;
}

export interface Patience {
  /** Milliseconds to wait for it. */
  within?: number;
}

export class BareSocket {
  /** socket.io-client's own socket. */
  readonly io: Socket;
  readonly journal: JournalEntry[] = [];
  /** Resolves with Socket.IO's reason when the socket is gone. */
  readonly closed: Promise<string>;
  private readonly waiting = new Set<() => void>();

  constructor(client: Socket) {
    this.io = client;
    client.onAny((name: string, payload: unknown) => this.record('event', name, payload));
    this.closed = new Promise((resolve) => client.once('disconnect', (reason) => resolve(reason)));
  }

  /** Sends an event and waits for its acknowledgement. No payload: none is sent. @throws Error when none comes, or the socket goes first */
  request<Name extends ClientEventName>(
    event: Name,
    ...payload: unknown[]
  ): Promise<Acknowledged<ClientEvents[Name]['answer']>>;
  request(event: string, ...payload: unknown[]): Promise<Acknowledged<object>>;
  request(event: string, ...payload: unknown[]): Promise<Acknowledged<object>> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(limit);
        this.io.off('disconnect', fail);
      };
      const fail = () => {
        settle();
        reject(new Error(`No acknowledgement of '${event}'. ${this.story()}`));
      };
      const limit = setTimeout(fail, PATIENCE_MS);
      this.io.once('disconnect', fail);
      this.io.emit(event, ...payload, (answer: Acknowledged<object>) => {
        settle();
        this.record('acknowledgement', event, answer);
        resolve(answer);
      });
      // Gone for good: it would wait in vain to be sent.
      if (!this.io.active) fail();
    });
  }

  /** As `request`, for what must be taken. @throws Error on a refusal */
  async ok<Name extends ClientEventName>(event: Name, ...payload: unknown[]): Promise<ClientEvents[Name]['answer']> {
    const answer = await this.request(event, ...payload);
    if (!answer.ok) throw new Error(`'${event}' was refused: ${JSON.stringify(answer.error)}`);
    return answer;
  }

  /** The first event of this name (that matches) which was not handed out yet: from the journal, or as soon as it comes. */
  next<Name extends ServerEventName>(
    name: Name,
    matches: (payload: EventPayload<Name>) => boolean = () => true,
    { within = PATIENCE_MS }: Patience = {},
  ): Promise<EventPayload<Name>> {
    const find = () =>
      this.journal.find(
        (e) => e.kind === 'event' && e.name === name && !e.taken && matches(e.payload as EventPayload<Name>),
      );
    return new Promise((resolve, reject) => {
      const settle = () => {
        const entry = find();
        if (!entry) return;
        entry.taken = true;
        clearTimeout(limit);
        this.waiting.delete(settle);
        resolve(entry.payload as EventPayload<Name>);
      };
      const limit = setTimeout(() => {
        this.waiting.delete(settle);
        reject(new Error(`No such '${name}' within ${within} ms. ${this.story()}`));
      }, within);
      this.waiting.add(settle);
      settle();
    });
  }

  /** Every event of this name so far, handed out or not. */
  all<Name extends ServerEventName>(name: Name): EventPayload<Name>[] {
    return this.entries(name).map((entry) => entry.payload as EventPayload<Name>);
  }

  /** The journal's events of this name. */
  entries(name: ServerEventName): JournalEntry[] {
    return this.journal.filter((entry) => entry.kind === 'event' && entry.name === name);
  }

  close(): void {
    this.io.disconnect();
  }

  private record(kind: JournalEntry['kind'], name: string, payload: unknown): void {
    this.journal.push({ kind, name, payload, at: performance.now(), taken: false });
    for (const settle of this.waiting) settle();
  }

  /** What came, for the message of a failure. */
  private story(): string {
    const lines = this.journal
      .slice(-30)
      .map(({ kind, name, payload }) => `  ${kind} ${name} ${JSON.stringify(payload)?.slice(0, 300)}`);
    return `The socket is ${this.io.connected ? 'open' : 'closed'}; what came last:\n${lines.join('\n')}`;
  }
}

/** A connected socket: WebSocket, no reconnection unless asked for. @throws the connect_error */
export async function connect(url: string, options: Partial<ManagerOptions & SocketOptions> = {}): Promise<BareSocket> {
  const client = io(url, { forceNew: true, reconnection: false, transports: ['websocket'], ...options });
  const socket = new BareSocket(client);
  await new Promise<void>((resolve, reject) => {
    const refused = (error: Error) => {
      client.disconnect();
      reject(error);
    };
    client.once('connect_error', refused);
    client.once('connect', () => {
      client.off('connect_error', refused);
      resolve();
    });
  });
  return socket;
}
