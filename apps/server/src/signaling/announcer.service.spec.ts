import { EventEmitter } from 'node:events';
import type { LeaveReason, MailboxSignal, Participant } from '@parley/protocol';
import type { CommittedChange, SeatHandle, StoredCall } from '@parley/storage';
import { CommittedChanges } from '../announcements/committed-changes.ts';
import { MuteRequests } from '../announcements/mute-requests.ts';
import { AnnouncerService } from './announcer.service.ts';
import { ClientSocket, type SignalingSocket } from './client-socket.ts';
import { HeldSeat } from './held-seat.ts';
import { HeldSeats } from './held-seats.ts';

const figures = { noteSent: () => {}, noteConfirmed: () => {}, noteResent: () => {} };
const times = { resendAfter: 2000, longestResend: 8000 };

/** A socket that writes down what it is sent. */
class FakeSocket extends EventEmitter {
  readonly sent: [string, unknown][] = [];
  disconnected = false;

  override emit(event: string, payload: unknown): boolean {
    this.sent.push([event, payload]);
    return true;
  }

  disconnect(): void {
    this.disconnected = true;
  }

  get names(): string[] {
    return this.sent.map(([name]) => name);
  }
}

const handle = (participantId: string, epoch = 1): SeatHandle => ({
  callId: 'call',
  participantId,
  callNumber: 1,
  seatNumber: 1,
  epoch,
});

const participant = (id: string): Participant => ({
  id,
  displayName: null,
  state: 'connected',
  joinedAt: '',
  leftAt: null,
});

const call: StoredCall = {
  id: 'call',
  name: null,
  state: 'active',
  maxParticipants: 3,
  metadata: {},
  listed: true,
  participants: [],
  createdAt: '',
  startedAt: null,
  endedAt: null,
  endReason: null,
};

const signal = (to: string, seq: number): CommittedChange => ({
  kind: 'signal-appended',
  callId: 'call',
  to,
  signal: { type: 'candidate', seq, to } as MailboxSignal,
});
const taken = (id: string, epoch = 1): CommittedChange => ({
  kind: 'seat-taken',
  seat: handle(id, epoch),
  door: 'socket',
  call,
  version: 1,
});
const joined = (id: string): CommittedChange => ({
  kind: 'participant-joined',
  callId: 'call',
  participant: participant(id),
  tookOffer: null,
});
const left = (id: string, reason: LeaveReason): CommittedChange => ({
  kind: 'participant-left',
  callId: 'call',
  participant: participant(id),
  reason,
});
const ended = (by: string | null): CommittedChange => ({ kind: 'call-ended', call, reason: 'hangup', by });

let changes: CommittedChanges;
let requests: MuteRequests;
let seats: HeldSeats;
let announcer: AnnouncerService;
const held: HeldSeat[] = [];

beforeEach(() => {
  changes = new CommittedChanges();
  requests = new MuteRequests();
  seats = new HeldSeats({ begin: () => {}, end: () => {} }, changes);
  announcer = new AnnouncerService(seats, changes, requests);
});
afterEach(() => {
  for (const seat of held.splice(0)) seats.release(seat);
});

function seatOn(id: string, { epoch = 1, lastSeq = 0 } = {}) {
  const socket = new FakeSocket();
  const client = new ClientSocket(socket as unknown as SignalingSocket, 'http://a', { isBehind: false });
  const position = { confirmed: 0, lastSeq, mailbox: [] };
  const seat = new HeldSeat(client, handle(id, epoch), position, async () => [], times, figures);
  held.push(seat);
  return { seat, client, socket };
}

function open(id: string) {
  const one = seatOn(id);
  seats.hold(one.seat);
  one.seat.open();
  return one;
}

it('tells a seat too what it may do from now on', () => {
  const [anna, ben] = [open('anna'), open('ben')];
  changes.publish([{ kind: 'participant-updated', callId: 'call', participant: participant('anna'), permitted: true }]);
  expect(anna.socket.names).toEqual(['participant-updated']);
  expect(ben.socket.names).toEqual(['participant-updated']);
});

it('asks the one to mute who is asked', () => {
  const [anna, ben] = [open('anna'), open('ben')];
  requests.ask({ callId: 'call', participantId: 'anna', kind: 'camera', by: 'ben' });
  requests.ask({ callId: 'call', participantId: 'elsewhere', kind: 'camera', by: null });
  expect(anna.socket.names).toEqual(['mute-requested']);
  expect(ben.socket.names).toEqual([]);
});

it('tells everyone but the one it is about', () => {
  const [anna, ben] = [open('anna'), open('ben')];
  changes.publish([
    joined('ben'),
    { kind: 'call-changed', call, version: 1, wasListed: true },
    signal('ben', 1),
    left('carl', 'lost'),
  ]);
  expect(anna.socket.names).toEqual(['participant-joined', 'call-changed', 'participant-left']);
  expect(ben.socket.names).toEqual(['call-changed', 'candidate', 'participant-left']);
});

it('misses nothing that is committed between a join and its answer, and tells nothing from before it', async () => {
  const ben = seatOn('ben', { lastSeq: 2 });
  const joining = announcer.whileJoining('call', async () => {
    changes.publish([joined('carl'), signal('ben', 1)]);
    changes.publish([taken('ben'), joined('ben'), signal('ben', 2)]);
    // Others whose commits are announced before the join's own answer is.
    await Promise.resolve();
    changes.publish([signal('ben', 3), left('carl', 'hangup')]);
    await Promise.resolve();
    return ben;
  });
  await joining;
  changes.publish([signal('ben', 4)]);
  expect(ben.socket.sent).toEqual([]);
  ben.seat.open();
  expect(ben.socket.sent.map(([name, sent]) => [name, (sent as { seq?: number }).seq])).toEqual([
    ['candidate', 3],
    ['participant-left', undefined],
    ['candidate', 4],
  ]);
  expect(ben.seat.lastSeq).toBe(4);
});

it('closes a socket whose seat was taken anew even while its own join was on its way, after that is answered', async () => {
  const [older, newer] = [seatOn('ben', { epoch: 1 }), seatOn('ben', { epoch: 2 })];
  const first = announcer.whileJoining('call', async () => {
    changes.publish([taken('ben', 1)]);
    await announcer.whileJoining('call', async () => {
      changes.publish([taken('ben', 2)]);
      return newer;
    });
    return older;
  });
  await first;
  expect(older.socket.sent).toEqual([]);
  older.seat.open();
  expect(older.socket.names).toEqual(['closing']);
  expect(older.socket.disconnected).toBe(true);
  expect(seats.of('ben')).toBe(newer.seat);
  expect(seats.size).toBe(1);
});

it('lets a refused join leave nothing behind', async () => {
  const refused = announcer.whileJoining('call', () => Promise.reject(new Error('full')));
  await expect(refused).rejects.toThrow('full');
  changes.publish([joined('ben')]);
  expect(seats.size).toBe(0);
});

it('closes the socket of one whose identity took another seat', () => {
  const [anna, ben] = [open('anna'), open('ben')];
  changes.publish([left('anna', 'replaced')]);
  expect(anna.socket.sent.at(-1)).toEqual(['closing', expect.objectContaining({ code: 'replaced' })]);
  expect(anna.socket.disconnected).toBe(true);
  expect(ben.socket.names).toEqual(['participant-left']);
});

it('gives a seat up that left, notes whether it hung up, and closes the socket of one that was removed', () => {
  const [anna, ben, carl] = [open('anna'), open('ben'), open('carl')];
  changes.publish([left('anna', 'hangup'), left('ben', 'removed')]);
  expect(seats.size).toBe(1);
  expect([anna, ben].map(({ client }) => client.hungUp)).toEqual([true, false]);
  expect(anna.socket.disconnected).toBe(false);
  expect(ben.socket.sent.at(-1)).toEqual(['closing', expect.objectContaining({ code: 'removed' })]);
  expect(ben.socket.disconnected).toBe(true);
  expect(carl.socket.names).toEqual(['participant-left', 'participant-left']);
});

it('tells the end of a call to all but the one whose hang-up it was, and nothing after it', () => {
  const [anna, ben] = [open('anna'), open('ben')];
  changes.publish([ended('anna'), { kind: 'call-changed', call, version: 1, wasListed: true }]);
  expect(anna.socket.names).toEqual([]);
  expect(ben.socket.names).toEqual(['call-ended']);
  expect([anna, ben].map(({ client }) => client.hungUp)).toEqual([true, false]);
  expect(seats.size).toBe(0);
});
