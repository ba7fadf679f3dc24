// Answers every event that a socket sends, whatever it is: checked, carried out, acknowledged. Nothing that goes wrong in
// one is left unanswered or reaches another.
import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  type Acknowledged,
  CLIENT_EVENTS,
  type ClientEventName,
  type ClientEvents,
  Refusal,
  type WireError,
} from '@parley/protocol';
import { check } from '@parley/protocol/dto';
import { logTag } from '../telemetry/log-tag.ts';
import { Refusals } from '../telemetry/refusals.ts';
import type { ClientSocket } from './client-socket.ts';
import { type AfterAnswer, EVENT_DTOS, type SignalingHandlers } from './signaling-handlers.ts';

type Acknowledge = (answer: Acknowledged<object>) => void;

const NAMES: ReadonlySet<unknown> = new Set(CLIENT_EVENTS);
/** These change which seat the socket holds, or which it waits for: what is sent after them waits until they are answered. */
const SEAT_CHANGING: ReadonlySet<ClientEventName> = new Set<ClientEventName>(['join', 'hangup', 'knock']);

@Injectable()
export class EventAnswerer {
  private readonly log = new Logger(EventAnswerer.name);
  private answering = 0;
  private whenIdle: (() => void) | undefined;
  private stopping = false;

  constructor(@Inject(Refusals) private readonly refusals: Pick<Refusals, 'count'>) {}

  /** Carries out one event: its name, what came with it, and the acknowledgement if the client wants one. */
  async answer(handlers: SignalingHandlers, client: ClientSocket, event: unknown, args: unknown[]): Promise<void> {
    const asked = acknowledgementIn(args);
    const acknowledge = asked ?? (() => undefined);
    const sent = asked ? args.slice(0, -1) : args;
    const after: (() => void)[] = [];
    this.answering += 1;
    try {
      if (!isEventName(event)) throw bad('There is no such event.');
      if (sent.length > 1) throw bad('An event carries one payload at most.');
      // In a loop: whoever waited before may have taken the next turn.
      while (client.turn) await client.turn;
      if (!client.socket.connected) return;
      const done = SEAT_CHANGING.has(event) ? client.takeTurn() : undefined;
      try {
        const answer = await this.carryOut(handlers, client, event, sent[0], (run) => after.push(run));
        acknowledge({ ok: true, ...answer });
        for (const run of after) run();
      } finally {
        done?.();
      }
    } catch (error) {
      const refused = this.wireError(error, String(event), client);
      this.refusals.count('socket', refused.code);
      acknowledge({ ok: false, error: refused });
    } finally {
      this.answering -= 1;
      if (this.answering === 0) this.whenIdle?.();
    }
  }

  /** Takes no new events from now on; resolves when those that were taken are answered. */
  async stop(): Promise<void> {
    this.stopping = true;
    if (this.answering === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.whenIdle = resolve;
    await promise;
  }

  private carryOut<Name extends ClientEventName>(
    handlers: SignalingHandlers,
    client: ClientSocket,
    event: Name,
    payload: unknown,
    afterAnswer: AfterAnswer,
  ): ClientEvents[Name]['answer'] | Promise<ClientEvents[Name]['answer']> {
    if (this.stopping) throw new Refusal('unavailable', 'This server is stopping. Connect again.');
    return handlers[event](client, check(EVENT_DTOS[event], payload), afterAnswer);
  }

  private wireError(error: unknown, event: string, { lastCallId }: ClientSocket): WireError {
    if (error instanceof Refusal && error.code !== 'internal') return error.toWire();
    const id = randomUUID();
    this.log.error('An event failed', { requestId: id, event, ...(lastCallId && { call: logTag(lastCallId) }) }, error);
    return { code: 'internal', message: `Something went wrong here. It was logged as ${id}.` };
  }
}

/** The acknowledgement that a client asked for: Socket.IO has it come last. */
export function acknowledgementIn(args: readonly unknown[]): Acknowledge | undefined {
  const last = args.at(-1);
  return isAcknowledge(last) ? last : undefined;
}

function isEventName(event: unknown): event is ClientEventName {
  return NAMES.has(event);
}

function isAcknowledge(value: unknown): value is Acknowledge {
  return typeof value === 'function';
}

function bad(message: string): Refusal {
  return new Refusal('invalid-payload', message, { errors: [{ path: '', message }] });
}
