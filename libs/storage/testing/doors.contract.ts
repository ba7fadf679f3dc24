// The doors of a call, and whose a seat is and what it may do.
import type { ChangeCall, TakeSeat } from '../src/ports/call-store.ts';
import { ALL, type Guest, type OpenStorage, Scene, kinds, only, refusalOf, secretHash } from './scene.ts';

const REJECT = { duplicates: 'reject' } as const;
const right = { password: { fits: 'hash' } };
const wrong = { password: { fits: null } };

export function doorsContract(open: OpenStorage): void {
  describe('the doors of a call', () => {
    let scene: Scene;
    beforeAll(async () => {
      scene = new Scene(await open());
    });
    afterAll(() => scene.close());

    const change = (callId: string, details: Partial<ChangeCall>) =>
      scene.store.changeCall({ callId, ifMatch: undefined, ...details });
    const left = ({ changes }: Guest) => only(changes, 'participant-left');

    it('show themselves only when they are there', async () => {
      const callId = await scene.call();
      const { call } = await scene.reader.call(callId);
      const plain = Object.keys(call);
      const opened = await change(callId, { passwordHash: 'hash', locked: true, lobby: true });
      expect(opened.outcome).toMatchObject({
        version: 2,
        call: { passwordProtected: true, locked: true, lobby: true },
      });
      expect(JSON.stringify(opened)).not.toContain('hash"');
      const [item] = (await scene.reader.calls({ ...ALL, state: undefined, listedOnly: false })).items;
      expect(item).toEqual(opened.outcome.call);
      const { outcome } = await change(callId, { passwordHash: null, locked: false, lobby: false });
      expect(Object.keys(outcome.call)).toEqual(plain);
      expect((await change(callId, { passwordHash: null, locked: false })).changes).toEqual([]);
    });

    it('are those with which the call was created', async () => {
      const callId = await scene.call({ passwordHash: 'hash', lobby: true });
      expect((await scene.reader.call(callId)).call).toMatchObject({ passwordProtected: true, lobby: true });
    });

    it('ask a newcomer for the password that the call has now', async () => {
      const callId = await scene.call({ passwordHash: 'hash' });
      expect(await refusalOf(scene.join(callId))).toBe('password-required');
      expect(await refusalOf(scene.join(callId, wrong))).toBe('wrong-password');
      await scene.join(callId, right);
      await change(callId, { passwordHash: 'another' });
      expect(await refusalOf(scene.join(callId, right))).toBe('wrong-password');
      await change(callId, { passwordHash: null });
      await scene.join(callId, wrong);
    });

    it('keep newcomers out, and nobody who has a seat', async () => {
      const callId = await scene.call({ maxParticipants: 5 });
      const [alice, bob] = [await scene.join(callId), await scene.join(callId)];
      await scene.hangUp(bob);
      await change(callId, { passwordHash: 'hash', locked: true, lobby: true });
      expect(await refusalOf(scene.join(callId, right))).toBe('call-locked');
      await change(callId, { locked: false });
      expect(await refusalOf(scene.join(callId, right))).toBe('admission-required');
      expect((await scene.rejoin(alice)).resumed).toBe(true);
      expect((await scene.rejoin(bob)).resumed).toBe(true);
      await scene.join(callId, { trusted: true });
    });

    it('open for the owner’s secret, which gives its seat every permission', async () => {
      const owner = secretHash();
      const callId = await scene.call({
        ownerSecretHash: owner,
        passwordHash: 'hash',
        lobby: true,
        maxParticipants: 5,
      });
      const ada = await scene.join(callId, { ownerSecretHash: owner });
      const all = ['camera', 'microphone', 'screen', 'data', 'moderate'];
      expect(ada.self.permissions).toEqual(all);
      expect(await refusalOf(scene.join(callId, { ownerSecretHash: secretHash() }))).toBe('unauthorized');
      expect(await refusalOf(scene.rejoin(ada, { ownerSecretHash: secretHash() }))).toBe('unauthorized');

      const ben = await scene.join(callId, { trusted: true });
      expect(ben.self).not.toHaveProperty('permissions');
      const raised = await scene.rejoin(ben, { ownerSecretHash: owner });
      expect(raised.self.permissions).toEqual(all);
      expect(kinds(raised.changes)).toEqual(['seat-taken', 'participant-updated', 'call-changed']);
      expect((await scene.rejoin(ben)).self.permissions).toEqual(all);
    });

    it('are told to whoever is about to join, with what its secrets are worth', async () => {
      const owner = secretHash();
      const { callId, alice } = await scene.pair({ ownerSecretHash: owner, passwordHash: null });
      const open = { ended: false, locked: false, lobby: false, passwordHash: null };
      expect(await scene.reader.doors(callId, [])).toEqual({ ...open, known: false });
      expect(await scene.reader.doors(callId, [secretHash()])).toEqual({ ...open, known: false });
      expect(await scene.reader.doors(callId, [secretHash(), owner])).toEqual({ ...open, known: true });
      expect(await scene.reader.doors(callId, [alice.secretHash])).toEqual({ ...open, known: true });
      await change(callId, { passwordHash: 'hash', locked: true, lobby: true, state: 'ended' });
      const shut = { ended: true, locked: true, lobby: true, passwordHash: 'hash' };
      expect(await scene.reader.doors(callId, [])).toEqual({ ...shut, known: false });
      expect(await refusalOf(scene.reader.doors('no such call', []))).toBe('call-not-found');
    });

    it('are counted among what an ended call does not take', async () => {
      const { callId, alice } = await scene.pair();
      await scene.hangUp(alice);
      for (const details of [{ passwordHash: null }, { locked: false }, { lobby: false }]) {
        expect(await refusalOf(change(callId, { ...details, state: 'ended' }))).toBe('call-ended');
      }
    });

    it('keep out who was removed, by its identity too', async () => {
      const callId = await scene.call({ maxParticipants: 5 });
      const ada = await scene.join(callId, { identity: 'ada' });
      await scene.lose(ada);
      const again = await scene.join(callId, { identity: 'ada' });
      await scene.store.removeParticipant(callId, again.self.id);
      expect(await refusalOf(scene.join(callId, { identity: 'ada' }))).toBe('forbidden');
      expect(await refusalOf(scene.rejoin(ada))).toBe('forbidden');
      expect(await refusalOf(scene.join(callId, { identity: 'ada', trusted: true }))).toBe('forbidden');
      await scene.join(callId, { identity: 'ben' });
      await scene.join(callId);
      await scene.join(await scene.call(), { identity: 'ada' });
    });

    it('shut for every seat of who was removed, those that it had before too', async () => {
      const callId = await scene.call({ maxParticipants: 5 });
      const first = await scene.join(callId, { identity: 'ada' });
      const second = await scene.join(callId, { identity: 'ada' });
      const ben = await scene.join(callId, { identity: 'ben' });
      await scene.store.removeParticipant(callId, second.self.id);
      for (const { secretHash: hash } of [first, second]) {
        expect(await scene.reader.holderOf(callId, hash)).toMatchObject({ role: 'participant', removed: true });
        expect(await scene.reader.seatSecret(hash)).toEqual({ serves: 'removed' });
      }
      expect(await scene.reader.holderOf(callId, ben.secretHash)).toMatchObject({ removed: false });
    });

    it('let the newer seat of an identity take the place of the older', async () => {
      const callId = await scene.call();
      const comes = { identity: 'ada' };
      const [first, ben] = [await scene.join(callId, comes), await scene.join(callId)];
      expect(first.self.identity).toBe('ada');
      const second = await scene.join(callId, comes);
      expect(kinds(second.changes)).toEqual(['participant-left', 'seat-taken', 'participant-joined', 'call-changed']);
      expect(left(second)).toMatchObject({ reason: 'replaced', participant: { id: first.self.id, state: 'left' } });
      expect(second.version).toBe(ben.version + 1);
      expect(second.call).toMatchObject({ state: 'active', participants: [ben.self, second.self] });
      expect(await scene.reader.call(callId)).toEqual({ call: second.call, version: second.version });
      const account = await scene.reader.account(callId);
      expect(account.seats.map(({ leaveReason }) => leaveReason)).toEqual(['replaced', null, null]);

      expect(await refusalOf(scene.rejoin(first))).toBe('identity-taken');
      const again = await scene.rejoin(second);
      expect(again.resumed).toBe(true);
      await scene.lose(again);
      expect((await scene.rejoin(first)).self).toMatchObject({ id: first.self.id, identity: 'ada' });
    });

    it('refuse a second seat of an identity where that is asked for', async () => {
      const callId = await scene.call({ maxParticipants: 3 });
      const comes: Partial<TakeSeat> = { identity: 'ada', ...REJECT };
      const ada = await scene.join(callId, comes);
      expect(await refusalOf(scene.join(callId, comes))).toBe('identity-taken');
      expect((await scene.rejoin(ada, REJECT)).resumed).toBe(true);
      await scene.join(callId, { identity: 'ben', ...REJECT });
      await scene.join(callId, REJECT);
    });

    it('keep what a seat was given to do, and change it', async () => {
      const callId = await scene.call({ maxParticipants: 5 });
      await scene.join(callId);
      const cat = await scene.join(callId, { permissions: ['data', 'camera'] });
      expect(cat.self.permissions).toEqual(['camera', 'data']);
      expect((await scene.rejoin(cat, { permissions: ['moderate'] })).self.permissions).toEqual(['camera', 'data']);
      expect((await scene.join(callId, { permissions: [] })).self.permissions).toEqual([]);

      const { changes, outcome } = await scene.store.permit(callId, cat.self.id, ['moderate']);
      expect(outcome.permissions).toEqual(['moderate']);
      expect(kinds(changes)).toEqual(['participant-updated', 'call-changed']);
      expect(only(changes, 'participant-updated')).toMatchObject({ permitted: true, participant: outcome });
      const { call, version } = only(changes, 'call-changed');
      expect(await scene.reader.call(callId)).toEqual({ call, version });
      expect(call.participants).toContainEqual(outcome);
      expect((await scene.store.permit(callId, cat.self.id, ['moderate'])).changes).toEqual([]);

      const whole = await scene.store.permit(callId, cat.self.id, ['data', 'screen', 'microphone', 'camera']);
      expect(whole.outcome).not.toHaveProperty('permissions');
      await scene.hangUp(await scene.rejoin(cat));
      expect(await refusalOf(scene.store.permit(callId, cat.self.id, []))).toBe('participant-not-found');
      expect(await refusalOf(scene.store.permit('no such call', cat.self.id, []))).toBe('call-not-found');
    });

    it('have an identity do what a moderator said, on whichever seat and with whatever token it comes', async () => {
      const owner = secretHash();
      const callId = await scene.call({ maxParticipants: 5, ownerSecretHash: owner });
      const comes: Partial<TakeSeat> = { identity: 'ada', permissions: ['camera', 'moderate'] };
      const ben = await scene.join(callId, { ...comes, identity: 'ben' });
      const first = await scene.join(callId, comes);
      const second = await scene.join(callId, { ...comes, permissions: ['screen'] });
      expect(second.self.permissions).toEqual(['screen']);
      await scene.store.permit(callId, second.self.id, ['data']);
      const third = await scene.join(callId, comes);
      expect(third.self.permissions).toEqual(['data']);
      await scene.hangUp(third);
      const again = await scene.rejoin(first);
      expect(again.self.permissions).toEqual(['data']);
      const bensNext = await scene.join(callId, { ...comes, identity: 'ben' });
      expect(bensNext.self.permissions).toEqual(ben.self.permissions);

      await scene.store.permit(callId, again.self.id, ['data', 'screen']);
      const asOwner = await scene.join(callId, { ...comes, ownerSecretHash: owner });
      expect(asOwner.self.permissions).toContain('moderate');
      expect((await scene.join(callId, comes)).self.permissions).toEqual(['screen', 'data']);
    });
  });
}
