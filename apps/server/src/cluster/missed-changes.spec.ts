import type { Participant } from '@parley/protocol';
import type { CallAccount, CommittedChange, SeatAccount, StoredCall } from '@parley/storage';
import { missedChanges } from './missed-changes.ts';

const someone = (id: string, state: Participant['state'] = 'connected', displayName: string | null = null) => ({
  id,
  displayName,
  state,
  joinedAt: '2026-01-01T00:00:00.000Z',
  leftAt: null,
});

const call = (participants: Participant[], details: Partial<StoredCall> = {}): StoredCall => ({
  id: 'call',
  name: null,
  state: 'active',
  maxParticipants: 4,
  metadata: {},
  listed: true,
  participants,
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: null,
  endedAt: null,
  endReason: null,
  ...details,
});

const seat = (participant: Participant, details: Partial<SeatAccount> = {}): SeatAccount => ({
  seat: { callId: 'call', participantId: participant.id, callNumber: 1, seatNumber: 1, epoch: 1 },
  participant,
  tookOffer: null,
  leaveReason: null,
  ...details,
});

const now = (seats: SeatAccount[], details: Partial<StoredCall> = {}): CallAccount => {
  const present = seats.map(({ participant }) => participant).filter(({ state }) => state !== 'left');
  return { call: call(present, details), version: 7, seats };
};

const may = ({ permissions }: Participant): string => ` and may do ${permissions?.join(', ') ?? 'the usual'}`;

const told = (changes: CommittedChange[]): string[] =>
  changes.map((change) => {
    switch (change.kind) {
      case 'participant-joined':
        return `${change.participant.id} joined, took ${change.tookOffer}`;
      case 'participant-updated':
        return `${change.participant.id} is ${change.participant.state}${change.permitted ? may(change.participant) : ''}`;
      case 'participant-left':
        return `${change.participant.id} left: ${change.reason}`;
      case 'call-ended':
        return `ended: ${change.reason}`;
      case 'call-changed':
        return `version ${change.version}, was ${change.wasListed ? '' : 'not '}listed`;
      default:
        return change.kind;
    }
  });

it.each<[string, StoredCall, CallAccount, string[]]>([
  ['nothing but the call', call([someone('ada')]), now([seat(someone('ada'))], { name: 'new' }), []],
  [
    'somebody came',
    call([someone('ada')]),
    now([seat(someone('ada')), seat(someone('bob'), { tookOffer: 'offer 1' })]),
    ['bob joined, took offer 1'],
  ],
  [
    'somebody was lost sight of',
    call([someone('ada')]),
    now([seat(someone('ada', 'reconnecting'))]),
    ['ada is reconnecting'],
  ],
  [
    'somebody has another name',
    call([someone('ada')]),
    now([seat(someone('ada', 'connected', 'Ada'))]),
    ['ada is connected'],
  ],
  [
    'somebody may do something else',
    call([someone('ada')]),
    now([seat({ ...someone('ada'), permissions: ['data'] })]),
    ['ada is connected and may do data'],
  ],
  [
    'somebody may do the usual again',
    call([{ ...someone('ada'), permissions: [] }]),
    now([seat(someone('ada'))]),
    ['ada is connected and may do the usual'],
  ],
  [
    'somebody left, somebody came, in the order of their seats',
    call([someone('ada'), someone('bob')]),
    now([seat(someone('ada', 'left'), { leaveReason: 'hangup' }), seat(someone('bob')), seat(someone('cyd'))]),
    ['ada left: hangup', 'cyd joined, took null'],
  ],
  [
    'somebody came and left without ever being known',
    call([someone('ada')]),
    now([seat(someone('ada')), seat(someone('bob', 'left'), { leaveReason: 'lost' })]),
    [],
  ],
])('%s', (_what, known, account, expected) => {
  expect(told(missedChanges(known, account))).toEqual([...expected, 'version 7, was listed']);
});

it('the end of the call tells all', () => {
  const account = now([seat(someone('ada', 'left'), { leaveReason: 'lost' })], {
    state: 'ended',
    endReason: 'abandoned',
  });
  expect(told(missedChanges(call([someone('ada')], { listed: false }), account))).toEqual([
    'ended: abandoned',
    'version 7, was not listed',
  ]);
});

it('and nothing is told of a call whose end is known', () => {
  expect(missedChanges(call([], { state: 'ended' }), now([], { state: 'ended', endReason: 'hangup' }))).toEqual([]);
});
