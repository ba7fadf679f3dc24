// What happened in a call: told by the server, by its signals and by each side's browser, on one clock.
import { LIMITS, type ReportedEntry, type ReportedFact, type TimelineEntry } from '@parley/protocol';
import { ALL, type Guest, type OpenStorage, Scene, refusalOf } from './scene.ts';

/** Past anything that a test stores. */
const LATER = Date.now() + 3_600_000;

/** Facts of which each is told by a clock that is `ahead` milliseconds before the server's, at these times before now. */
function report(ahead: number, ...told: [ago: number, fact: ReportedFact][]) {
  const now = Date.now() + ahead;
  const time = (ms: number): string => new Date(ms).toISOString();
  const entries = told.map(([ago, fact]): ReportedEntry => Object.assign({ at: time(now - ago) }, fact));
  return { sentAt: time(now), entries };
}

const ONLINE: ReportedFact = { kind: 'network', state: 'online' };
const OFFLINE: ReportedFact = { kind: 'network', state: 'offline' };

export function timelineContract(open: OpenStorage): void {
  describe('the timeline', () => {
    let scene: Scene;
    beforeAll(async () => {
      scene = new Scene(await open());
    });
    afterAll(() => scene.close());

    const tell = async ({ seat }: Guest, said: ReturnType<typeof report>): Promise<number> =>
      (await scene.store.reportTimeline({ seat, ...said })).outcome;
    const read = async (callId: string): Promise<TimelineEntry[]> => (await scene.reader.timeline(callId, ALL)).items;
    /** In few words, without times. */
    const words = async (callId: string, ...names: Guest[]): Promise<string[]> => {
      const nameOf = (id: string | null): string => 'ABC'[names.findIndex(({ self }) => self.id === id)] ?? '-';
      return (await read(callId)).map((entry) => {
        const who = 'participant' in entry ? nameOf(entry.participant) : '';
        if (entry.kind === 'signal') return `${who}>${nameOf(entry.peer)} ${entry.type}`;
        const reason = 'reason' in entry && entry.reason !== null ? ` ${entry.reason}` : '';
        return `${who} ${entry.kind} ${'state' in entry ? entry.state : ''}${reason}`.trim();
      });
    };

    it('begins with the call and who joined it, and ends with who left it', async () => {
      const { callId, alice, bob } = await scene.pair();
      await scene.hangUp(bob);
      expect(await words(callId, alice, bob)).toEqual([
        'call waiting',
        'A seat joined',
        'B seat joined',
        'call active',
        'B>A hangup',
        'B seat left hangup',
        'A seat left ended',
        'call ended hangup',
      ]);
      const { call } = await scene.reader.call(callId);
      const times = (await read(callId)).map(({ at }) => at);
      expect([times[0], times.at(-1)]).toEqual([call.createdAt, call.endedAt]);
    });

    it('knows when nobody was heard of a seat, when it was back, taken anew and left', async () => {
      const callId = await scene.call({ maxParticipants: 3 });
      const [alice, bob] = [await scene.join(callId), await scene.join(callId)];
      await scene.store.setPresence(alice.seat, 'reconnecting');
      const back = await scene.rejoin(alice);
      const again = await scene.rejoin(back);
      await scene.lose(again);
      await scene.rejoin(again);
      await scene.store.removeParticipant(callId, bob.self.id);
      const seats = (await words(callId, alice, bob)).filter((line) => line.includes('seat'));
      expect(seats).toEqual([
        'A seat joined',
        'B seat joined',
        'A seat gone',
        'A seat back',
        'A seat replaced',
        'A seat gone',
        'A seat left lost',
        'A seat joined',
        'B seat left removed',
      ]);
    });

    it('knows the signals by type and size, where they are and whether they were confirmed, and nothing of their content', async () => {
      const { callId, alice, bob } = await scene.pair();
      const content = { candidate: 'candidate:1 ünïcode' };
      await scene.say(alice, { to: bob.self.id, connection: 'c1' });
      await scene.say(bob, { to: alice.self.id, type: 'candidate', content });
      await scene.store.confirm(bob.seat, 1);
      const signals = (await read(callId)).filter(({ kind }) => kind === 'signal');
      expect(signals).toEqual([
        {
          at: expect.any(String) as string,
          kind: 'signal',
          participant: alice.self.id,
          peer: bob.self.id,
          type: 'offer',
          connection: 'c1',
          size: Buffer.byteLength(JSON.stringify({ type: 'offer', sdp: 'v=0' })),
          seq: 1,
          delivered: true,
        },
        expect.objectContaining({
          type: 'candidate',
          size: Buffer.byteLength(JSON.stringify(content)),
          delivered: false,
        }) as unknown,
      ]);
    });

    it('knows an open offer, and that it was dropped', async () => {
      const callId = await scene.call({ maxParticipants: 3 });
      const alice = await scene.join(callId);
      await scene.say(alice);
      const signal = async () => (await read(callId)).find(({ kind }) => kind === 'signal');
      expect(await signal()).toMatchObject({ type: 'offer', peer: null, seq: null, size: 28, delivered: false });
      await scene.say(alice);
      expect(await signal()).toMatchObject({ peer: null, size: null });
    });

    it('puts what both sides report on the server’s clock, however wrong theirs are', async () => {
      const { callId, alice, bob } = await scene.pair();
      const peerOf = ({ self }: Guest) => ({ peer: self.id });
      expect(
        await tell(
          alice,
          report(
            5_000_000,
            [20, { kind: 'connection', ...peerOf(bob), state: 'disconnected' }],
            [0, { kind: 'quality', ...peerOf(bob), state: 'lost' }],
          ),
        ),
      ).toBe(2);
      await tell(
        bob,
        report(
          -90_000_000,
          [10, { kind: 'path', ...peerOf(alice), local: 'relay', remote: 'srflx', protocol: 'udp' }],
          [0, { kind: 'diagnosis', peer: null, cause: 'no-relay' }],
          [0, { kind: 'error', code: 'negotiation-failed' }],
        ),
      );
      const reported = (await read(callId)).filter(({ kind }) => !['call', 'seat'].includes(kind));
      const by = ({ self }: Guest) =>
        reported.filter((entry) => 'participant' in entry && entry.participant === self.id);
      expect(by(alice)).toMatchObject([
        { kind: 'connection', ...peerOf(bob), state: 'disconnected' },
        { kind: 'quality', ...peerOf(bob), state: 'lost' },
      ]);
      expect(by(bob)).toMatchObject([
        { kind: 'path', ...peerOf(alice), local: 'relay', remote: 'srflx', protocol: 'udp' },
        { kind: 'diagnosis', peer: null, cause: 'no-relay' },
        { kind: 'error', code: 'negotiation-failed' },
      ]);
      const times = reported.map(({ at }) => at);
      expect(times).toEqual(times.toSorted());
      for (const { at } of reported) expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(10_000);
    });

    it('takes the time of what came late from the report that came quickest, unless the clock was set meanwhile', async () => {
      const { callId, alice } = await scene.pair();
      const before = Date.now();
      await tell(alice, report(0, [0, ONLINE]));
      await tell(alice, report(-8000, [0, OFFLINE]));
      await tell(alice, report(-60_000, [0, { kind: 'page', state: 'hidden' }]));
      const placed = new Map(
        (await read(callId)).map((entry) => [entry.kind + ('state' in entry ? entry.state : ''), entry.at]),
      );
      expect(Date.parse(placed.get('networkonline') ?? '')).toBeGreaterThanOrEqual(before);
      expect(placed.get('networkoffline')).toBe(alice.self.joinedAt);
      expect(Date.parse(placed.get('pagehidden') ?? '')).toBeGreaterThanOrEqual(before);
    });

    it('stores once what is reported again because no answer came', async () => {
      const { callId, alice } = await scene.pair();
      const said = report(0, [5, OFFLINE], [0, ONLINE]);
      expect(await tell(alice, said)).toBe(2);
      const more: ReportedEntry = { at: said.sentAt, kind: 'page', state: 'hidden' };
      expect(await tell(alice, { sentAt: said.sentAt, entries: [...said.entries, more] })).toBe(1);
      expect((await read(callId)).filter(({ kind }) => kind === 'network' || kind === 'page')).toHaveLength(3);
    });

    it('lets nothing happen before its seat was taken or after it was told', async () => {
      const { callId, alice } = await scene.pair();
      await tell(alice, report(0, [900_000, OFFLINE], [-900_000, ONLINE]));
      const network = (await read(callId)).filter(({ kind }) => kind === 'network');
      expect(network[0]?.at).toBe(alice.self.joinedAt);
      expect(Date.parse(network[1]?.at ?? '')).toBeLessThanOrEqual(Date.now());
    });

    it('is told by whoever left or whose call ended, and not by the removed, nor of strangers', async () => {
      const { callId, alice, bob } = await scene.pair();
      const other = await scene.pair();
      const said = report(0, [0, ONLINE]);
      const of = (peer: string) => report(0, [0, { kind: 'quality', peer, state: 'good' }]);
      expect(await refusalOf(tell(alice, of(other.bob.self.id)))).toBe('participant-not-found');
      expect(await refusalOf(tell(alice, of(alice.self.id)))).toBe('invalid-payload');
      await scene.store.removeParticipant(callId, bob.self.id);
      expect(await refusalOf(tell(bob, said))).toBe('forbidden');
      expect(await tell(alice, of(bob.self.id))).toBe(1);
      await scene.hangUp(alice);
      expect(await tell(alice, said)).toBe(1);
      await scene.store.eraseCall(callId);
      expect(await refusalOf(tell(alice, said))).toBe('call-not-found');
      expect(await refusalOf(scene.reader.timeline(callId, ALL))).toBe('call-not-found');
    });

    it('announces nothing and is no change of the call', async () => {
      const { callId, alice } = await scene.pair();
      const { version } = await scene.reader.call(callId);
      const { changes } = await scene.store.reportTimeline({ seat: alice.seat, ...report(0, [0, ONLINE]) });
      expect(changes).toEqual([]);
      expect((await scene.reader.call(callId)).version).toBe(version);
    });

    it('keeps the newest of each seat, of what was reported and of what was noted', async () => {
      const { callId, alice, bob } = await scene.pair();
      await tell(bob, report(0, [0, ONLINE]));
      await scene.store.setPresence(alice.seat, 'reconnecting');
      const batches = LIMITS.timelineEntries / LIMITS.timelineReportEntries + 1;
      for (let batch = 0; batch < batches; batch += 1) {
        const first = Date.now() + batch * LIMITS.timelineReportEntries;
        const times = Array.from({ length: LIMITS.timelineReportEntries }, (_, index) => first + index);
        const entries = times.map((at): ReportedEntry => ({ at: new Date(at).toISOString(), ...ONLINE }));
        const sentAt = new Date(times.at(-1) ?? first).toISOString();
        await scene.store.reportTimeline({ seat: alice.seat, sentAt, entries });
      }
      let kept = 0;
      let cursor: string | undefined;
      const seen = new Set<string>();
      do {
        const page = await scene.reader.timeline(callId, { limit: 200, cursor });
        for (const entry of page.items) {
          if (entry.kind === 'network' && entry.participant === alice.self.id) kept += 1;
          seen.add('state' in entry ? `${'participant' in entry && entry.participant} ${entry.state}` : '');
        }
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(kept).toBeLessThanOrEqual(LIMITS.timelineEntries);
      expect(kept).toBeGreaterThan(LIMITS.timelineEntries - LIMITS.timelineReportEntries);
      expect(seen).toContain(`${bob.self.id} online`);
      expect(seen).toContain(`${alice.self.id} gone`);
    });

    it('walks page by page through all of it, also where many things happened at once', async () => {
      const { callId, alice, bob } = await scene.pair();
      for (let index = 0; index < 3; index += 1) await scene.say(alice, { to: bob.self.id });
      await tell(alice, report(0, [0, ONLINE], [0, OFFLINE], [0, { kind: 'page', state: 'hidden' }]));
      await scene.hangUp(alice);
      const whole = await read(callId);
      for (const limit of [1, 2, 5]) {
        const walked: TimelineEntry[] = [];
        let cursor: string | undefined;
        do {
          const page = await scene.reader.timeline(callId, { limit, cursor });
          walked.push(...page.items);
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
        expect(walked).toEqual(whole);
      }
      expect(whole.map(({ at }) => at)).toEqual(whole.map(({ at }) => at).toSorted());
      const stranger = (await scene.reader.participants(callId, { limit: 1, cursor: undefined })).nextCursor ?? 'x';
      expect(await refusalOf(scene.reader.timeline(callId, { limit: 1, cursor: stranger }))).toBe('invalid-payload');
    });

    it('is purged with its call, a little at a time, and nobody else’s with it', async () => {
      const { callId, alice } = await scene.pair();
      await tell(alice, report(0, [3, ONLINE], [2, OFFLINE], [1, ONLINE]));
      await scene.hangUp(alice);
      const living = await scene.pair();
      await tell(living.alice, report(0, [0, ONLINE]));
      while ((await scene.store.purgeCalls(LATER, 2)).outcome === 2);
      expect(await refusalOf(scene.reader.timeline(callId, ALL))).toBe('call-not-found');
      expect(await words(living.callId, living.alice)).toContain('A network online');
    });

    it('notes a server’s start', async () => {
      const { callId, alice, bob } = await scene.pair();
      await scene.store.setPresence(bob.seat, 'reconnecting');
      await scene.store.orphanSeats();
      const seats = (await words(callId, alice, bob)).filter((line) => line.includes('gone'));
      expect(seats).toEqual(['B seat gone', 'A seat gone restart']);
    });
  });
}
