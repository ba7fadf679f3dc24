// Mailboxes: numbered without a gap, each message once, read from any position.
import { LIMITS } from '@parley/protocol';
import { ALL_SIGNALS, type Guest, type OpenStorage, Scene, only, refusalOf } from './scene.ts';

export function signalsContract(open: OpenStorage): void {
  describe('signals', () => {
    let scene: Scene;
    beforeAll(async () => {
      scene = new Scene(await open());
    });
    afterAll(() => scene.close());

    it('numbers a mailbox 1, 2, 3 … whoever writes, and however many at once', async () => {
      const callId = await scene.call({ maxParticipants: 3 });
      const [alice, bob, carol] = [await scene.join(callId), await scene.join(callId), await scene.join(callId)];
      const to = carol.self.id;
      const sent = await Promise.all(
        Array.from({ length: 100 }, (_, index) =>
          scene.say(index % 2 ? alice : bob, { to, type: 'candidate', messageId: `m${index}` }),
        ),
      );
      expect(sent.map(({ outcome }) => outcome.seq)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
      expect(await scene.mailbox(carol)).toEqual(Array.from({ length: 100 }, (_, index) => `m${index}`));
    });

    it('announces a signal as its receiver reads it', async () => {
      const { alice, bob } = await scene.pair();
      const said = await scene.say(alice, { to: bob.self.id, connection: 'c1' });
      const change = only(said.changes, 'signal-appended');
      expect(change).toMatchObject({ callId: bob.call.id, to: bob.self.id });
      expect(change.signal).toMatchObject({ seq: 1, from: alice.self.id, description: { type: 'offer', sdp: 'v=0' } });
      expect(said.outcome.createdAt).toBe(change.signal.createdAt);
      const { items, more } = await scene.reader.mailbox(bob.seat, { after: 0, limit: 1 });
      expect({ items, more }).toEqual({ items: [change.signal], more: false });
    });

    it('stores a repeated messageId once, and answers where it is', async () => {
      const { alice, bob } = await scene.pair();
      const message = { to: bob.self.id, messageId: 'same' };
      const [first, repeat] = await Promise.all([scene.say(alice, message), scene.say(alice, message)]);
      expect(first.outcome).toMatchObject({ seq: 1, to: bob.self.id, repeated: false });
      expect(repeat).toEqual({ outcome: { ...first.outcome, repeated: true }, changes: [] });
      expect((await scene.say(bob, { to: alice.self.id, messageId: 'same' })).outcome.repeated).toBe(false);
      expect(await scene.mailbox(bob)).toEqual(['same']);
      expect((await scene.say(alice, { to: bob.self.id })).outcome.seq).toBe(2);
    });

    it('answers a repeat even when the state would refuse it', async () => {
      const { alice, bob } = await scene.pair();
      const message = { to: bob.self.id, messageId: 'early' };
      const { outcome } = await scene.say(alice, message);
      await scene.lose(bob);
      expect((await scene.say(alice, message)).outcome).toEqual({ ...outcome, repeated: true });
      await scene.hangUp(alice);
      expect((await scene.say(alice, message)).outcome).toEqual({ ...outcome, repeated: true });
    });

    it('refuses what cannot be said, and stores nothing of it', async () => {
      const { callId, alice, bob } = await scene.pair();
      expect(await refusalOf(scene.say(alice, { to: alice.self.id }))).toBe('invalid-payload');
      expect(await refusalOf(scene.say(alice, { to: 'nobody' }))).toBe('participant-not-found');
      const again = await scene.rejoin(alice);
      expect(await refusalOf(scene.say(alice, { to: bob.self.id }))).toBe('not-joined');
      await scene.lose(bob);
      expect(await refusalOf(scene.say(again, { to: bob.self.id }))).toBe('participant-not-found');
      expect(await refusalOf(scene.say(bob, { to: alice.self.id }))).toBe('not-joined');
      await scene.hangUp(again);
      expect(await refusalOf(scene.say(again, { to: bob.self.id }))).toBe('call-ended');
      expect((await scene.reader.signals(callId, ALL_SIGNALS)).items).toEqual([]);
    });

    it('says delivered once the receiver has confirmed, and lets a confirmation never go back', async () => {
      const { callId, alice, bob } = await scene.pair();
      for (const messageId of ['1', '2', '3']) await scene.say(alice, { to: bob.self.id, messageId });
      const delivered = async () =>
        (await scene.reader.signals(callId, ALL_SIGNALS)).items.map((signal) => signal.delivered);
      expect(await delivered()).toEqual([false, false, false]);
      void scene.store.confirm(bob.seat, 1);
      void scene.store.confirm(bob.seat, 2);
      void scene.store.confirm(bob.seat, 1);
      expect(await delivered()).toEqual([true, true, false]);
      await scene.store.confirm(bob.seat, 1);
      expect(await delivered()).toEqual([true, true, false]);
      void scene.store.confirm(bob.seat, 99);
      expect(await delivered()).toEqual([true, true, true]);
      expect((await scene.rejoin(bob)).confirmed).toBe(3);
    });

    it('says delivered in a mailbox that is read from its start right after a confirmation', async () => {
      const { alice, bob } = await scene.pair();
      for (const messageId of ['1', '2']) await scene.say(alice, { to: bob.self.id, messageId });
      void scene.store.confirm(bob.seat, 1);
      const { items } = await scene.reader.mailbox(bob.seat, { after: 0, limit: 500 });
      expect(items.map(({ delivered }) => delivered)).toEqual([true, false]);
    });

    it('reads a mailbox from the last confirmed, or from any position up to its end', async () => {
      const { alice, bob } = await scene.pair();
      for (const messageId of ['1', '2', '3', '4']) await scene.say(alice, { to: bob.self.id, messageId });
      void scene.store.confirm(bob.seat, 2);
      const read = async (after: number | undefined, limit = 500) => {
        const { items, more } = await scene.reader.mailbox(bob.seat, { after, limit });
        return [items.map(({ seq }) => seq), more];
      };
      expect(await read(undefined)).toEqual([[3, 4], false]);
      expect(await read(0, 3)).toEqual([[1, 2, 3], true]);
      expect(await read(3, 1)).toEqual([[4], false]);
      expect(await read(4)).toEqual([[], false]);
      expect(await refusalOf(read(5))).toBe('invalid-payload');
    });

    it('ignores a confirmation of an older epoch', async () => {
      const { alice, bob } = await scene.pair();
      await scene.say(alice, { to: bob.self.id });
      await scene.rejoin(bob);
      await scene.store.confirm(bob.seat, 1);
      expect((await scene.rejoin(bob)).confirmed).toBe(0);
    });

    it('hands a long mailbox out in pages on a join', async () => {
      const { alice, bob } = await scene.pair();
      await fill(scene, alice, bob, LIMITS.mailboxPage + 1);
      const back = await scene.rejoin(bob);
      expect([back.mailbox.length, back.more, back.lastSeq]).toEqual([500, true, 501]);
      expect(await scene.rejoin(bob, { after: 500 })).toMatchObject({ more: false, mailbox: [{ seq: 501 }] });
    });

    it('ends a page early where its signals are large', async () => {
      const { alice, bob } = await scene.pair();
      const content = { type: 'offer' as const, sdp: `v=0${'x'.repeat(LIMITS.sdpBytes - 3)}` };
      await Promise.all(Array.from({ length: 40 }, () => scene.say(alice, { to: bob.self.id, content })));
      const first = await scene.reader.mailbox(bob.seat, { after: 0, limit: LIMITS.mailboxPage });
      expect([first.items.length, first.more]).toEqual([16, true]);
      const last = await scene.reader.mailbox(bob.seat, { after: 32, limit: LIMITS.mailboxPage });
      expect([last.items.map(({ seq }) => seq), last.more]).toEqual([[33, 34, 35, 36, 37, 38, 39, 40], false]);
    });

    it('holds 5,000 unconfirmed signals, and a hang-up beyond', async () => {
      const { alice, bob } = await scene.pair({ maxParticipants: 3 });
      await fill(scene, alice, bob, LIMITS.mailboxUnconfirmed);
      expect(await refusalOf(scene.say(alice, { to: bob.self.id }))).toBe('mailbox-full');
      void scene.store.confirm(bob.seat, 1);
      expect((await scene.say(alice, { to: bob.self.id })).outcome.seq).toBe(5001);
      expect(await refusalOf(scene.say(alice, { to: bob.self.id }))).toBe('mailbox-full');
      expect(only((await scene.hangUp(alice)).changes, 'signal-appended').signal.seq).toBe(5002);
    });

    it('lists what was said, oldest first, by page and by filter', async () => {
      const { callId, alice, bob } = await scene.pair();
      const [a, b] = [alice.self.id, bob.self.id];
      await scene.say(alice, { to: b, messageId: 'offer' });
      await scene.say(bob, { to: a, messageId: 'answer', type: 'answer' });
      await scene.say(alice, { to: b, messageId: 'candidate', type: 'candidate' });
      const list = async (filter: object = {}) => {
        const { items } = await scene.reader.signals(callId, { ...ALL_SIGNALS, ...filter });
        return items.map(({ messageId }) => messageId);
      };
      expect(await list()).toEqual(['offer', 'answer', 'candidate']);
      expect(await list({ from: a })).toEqual(['offer', 'candidate']);
      expect(await list({ to: a })).toEqual(['answer']);
      expect(await list({ from: a, type: 'candidate' })).toEqual(['candidate']);
      expect(await list({ from: 'nobody' })).toEqual([]);
      expect(await refusalOf(scene.reader.signals('no such call', ALL_SIGNALS))).toBe('call-not-found');
    });
  });
}

async function fill(scene: Scene, from: Guest, { self }: Guest, count: number): Promise<void> {
  const type = 'candidate' as const;
  await Promise.all(Array.from({ length: count }, () => scene.say(from, { to: self.id, type, content: null })));
}
