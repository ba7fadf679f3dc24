// Random moves of a few people in one call: the store answers as the model does, whatever shares a commit.
import * as fc from 'fast-check';
import type { SeatHandle } from '../src/ports/stored.ts';
import { type GuestName, ModelCall, type Move } from './model-call.ts';
import { ALL_SIGNALS, type OpenStorage, Scene, secretHash } from './scene.ts';
import { Refusal } from '@parley/protocol';

const NAMES: readonly GuestName[] = ['ann', 'ben', 'cat', 'dan'];
const RUNS = 60;

const name = fc.constantFrom(...NAMES);
const say = fc.record({
  move: fc.constant('say' as const),
  who: name,
  to: fc.option(name, { freq: 2 }),
  type: fc.constantFrom('offer' as const, 'candidate' as const),
  message: fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8', '9'),
  connection: fc.constantFrom('k', 'l'),
});
const leaving = fc.constantFrom('hangUp' as const, 'lose' as const, 'lose' as const, 'remove' as const);
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ move: fc.constant('join' as const), who: name }) },
  { weight: 1, arbitrary: fc.record({ move: leaving, who: name }) },
  { weight: 1, arbitrary: fc.record({ move: fc.constant('confirm' as const), who: name, seq: fc.nat(6) }) },
  { weight: 8, arbitrary: say },
);
/** The moves of one batch share a commit. */
const batches = fc.array(fc.array(move, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 12 });

export function modelContract(open: OpenStorage): void {
  describe('any sequence of commands', () => {
    let scene: Scene;
    beforeAll(async () => {
      scene = new Scene(await open());
    });
    afterAll(() => scene.close());

    it('is answered as the contract’s model answers it', async () => {
      const property = fc.asyncProperty(fc.integer({ min: 2, max: 4 }), batches, async (capacity, batches) => {
        const table = new Table(scene, await scene.call({ maxParticipants: capacity }), new ModelCall(capacity));
        for (const batch of batches) await table.play(batch);
        await table.compare();
      });
      await fc.assert(property, { numRuns: RUNS });
    });
  });
}

/** One call, played in the store and in the model. */
class Table {
  private readonly scene: Scene;
  private readonly callId: string;
  private readonly model: ModelCall;
  private readonly secrets = new Map(NAMES.map((who) => [who, secretHash()]));
  private readonly handles = new Map<GuestName, SeatHandle>();

  constructor(scene: Scene, callId: string, model: ModelCall) {
    this.scene = scene;
    this.callId = callId;
    this.model = model;
  }

  /** Nobody waits for an answer within a batch, so a handle is as old as the batch before. */
  async play(batch: readonly Move[]): Promise<void> {
    const playable = batch.filter(({ move, who }) => move === 'join' || move === 'remove' || this.handles.has(who));
    const epochs = playable.map(({ who }) => this.handles.get(who)?.epoch ?? 0);
    const { confirmations, rest } = Object.groupBy(
      playable.map((move, index) => ({ move, epoch: epochs[index] ?? 0 })),
      ({ move }) => (move.move === 'confirm' ? 'confirmations' : 'rest'),
    );
    // Confirmations are written before the commands that they share a commit with.
    const order = [...(confirmations ?? []), ...(rest ?? [])];
    const expected = order.map(({ move, epoch }) => this.model.play(move, epoch));
    const answers = await Promise.all(order.map(({ move }) => this.answer(move)));
    expect(answers).toEqual(expected);
  }

  async compare(): Promise<void> {
    const { call } = await this.scene.reader.call(this.callId);
    expect(call.state).toBe(this.model.state);
    expect(call.participants.map(({ id }) => id)).toEqual(this.model.present());
    for (const [who, seat] of this.handles) {
      const { items } = await this.scene.reader.mailbox(seat, { after: 0, limit: 500 });
      expect(items.map((signal) => `${signal.from}:${nameOf(signal)}`)).toEqual(this.model.mailbox(who));
      expect(items.map(({ seq }) => seq)).toEqual(items.map((_, index) => index + 1));
      expect(items.filter(({ delivered }) => delivered)).toHaveLength(this.model.confirmed(who));
    }
    const { items } = await this.scene.reader.signals(this.callId, ALL_SIGNALS);
    expect(items.map((signal) => `${signal.from}:${nameOf(signal)}:${signal.to}:${signal.seq}`).toSorted()).toEqual(
      this.model.listed().toSorted(),
    );
  }

  private async answer(move: Move): Promise<string> {
    try {
      return await this.inStore(move);
    } catch (error) {
      if (error instanceof Refusal) return error.code;
      throw error;
    }
  }

  private async inStore(move: Move): Promise<string> {
    const { store } = this.scene;
    if (move.move === 'join') return this.join(move.who);
    if (move.move === 'remove') return left((await store.removeParticipant(this.callId, move.who)).changes);
    const seat = this.handles.get(move.who);
    if (!seat) throw new Error('Nobody moves before joining.');
    if (move.move === 'hangUp') return left((await store.hangUp(seat, null)).changes);
    if (move.move === 'lose') {
      const [, { changes }] = await Promise.all([store.setPresence(seat, 'reconnecting'), store.loseSeat(seat)]);
      return left(changes);
    }
    if (move.move === 'confirm') {
      await store.confirm(seat, move.seq);
      return 'done';
    }
    const { type, to, message: messageId, connection } = move;
    const { outcome } = await this.scene.say({ seat }, { type, to: to ?? undefined, messageId, connection });
    return `${outcome.repeated ? 'again' : 'stored'} ${outcome.to}:${outcome.seq}`;
  }

  private async join(who: GuestName): Promise<string> {
    const secret = this.secrets.get(who) ?? secretHash();
    const guest = await this.scene.join(this.callId, { secretHash: secret, participantId: who });
    this.handles.set(who, guest.seat);
    const joined = guest.changes.find((change) => change.kind === 'participant-joined');
    if (!joined) return 'resumed';
    return joined.tookOffer === null ? 'came' : `came and took ${joined.tookOffer}`;
  }
}

function left(changes: Awaited<ReturnType<Scene['hangUp']>>['changes']): string {
  const end = changes.find((change) => change.kind === 'call-ended');
  if (end) return `ended: ${end.reason}`;
  return changes.some(({ kind }) => kind === 'participant-left') ? 'left' : 'nothing';
}

/** The messageId of a hang-up is the server's own: the model names it after its receiver. */
function nameOf(signal: { type: string; messageId: string; to: string | null }): string {
  return signal.type === 'hangup' ? `hangup to ${signal.to}` : signal.messageId;
}
