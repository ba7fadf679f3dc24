import { expect, test } from '@jest/globals';
import type { Call } from './call.ts';
import { Dtmf } from './dtmf.ts';

class FakeSender extends EventTarget {
  canInsertDTMF = true;
  readonly inserted: [string, number?, number?][] = [];
  insertDTMF(...tones: [string, number?, number?]): void {
    this.inserted.push(tones);
  }
  play(tone: string): void {
    this.dispatchEvent(Object.assign(new Event('tonechange'), { tone }));
  }
}

/** A call as far as tones need one: who is there, and on which sender the microphone travels to them. */
function fakeCall(...ids: string[]) {
  const audioTrack = {};
  const dtmf = new Map(ids.map((id) => [id, new FakeSender()]));
  const participants = ids.map((id) => {
    const senders = [
      { track: null, dtmf: new FakeSender() },
      { track: audioTrack, dtmf: dtmf.get(id) },
    ];
    return [id, { id, peerConnection: { getSenders: () => senders } }] as const;
  });
  const call = { media: { audioTrack }, participants: new Map(participants) };
  return { call: call as unknown as Call, media: call.media, sender: (id: string) => dtmf.get(id) as FakeSender };
}

test('tones go to everyone on the microphone’s sound, and are told once each', () => {
  const { call, sender } = fakeCall('grace', 'edsger');
  const dtmf = new Dtmf(call);
  const told: string[] = [];
  dtmf.addEventListener('tonechange', ({ tone }) => told.push(tone));
  dtmf.insert('1a,#');
  for (const tone of ['1', 'A', '']) {
    sender('grace').play(tone);
    sender('edsger').play(tone);
  }
  expect([sender('grace').inserted, sender('edsger').inserted]).toEqual([[['1a,#', 100, 70]], [['1a,#', 100, 70]]]);
  expect(told).toEqual(['1', 'A', '']);
});

test('to one alone, with a length and a gap of choice; later tones replace the earlier', () => {
  const { call, sender } = fakeCall('grace', 'edsger');
  const dtmf = new Dtmf(call);
  const told: string[] = [];
  dtmf.addEventListener('tonechange', ({ tone }) => told.push(tone));
  dtmf.insert('1');
  dtmf.insert('2', { to: 'edsger', duration: 200, interToneGap: 50 });
  sender('grace').play('1');
  sender('edsger').play('2');
  expect(sender('edsger').inserted).toEqual([
    ['1', 100, 70],
    ['2', 200, 50],
  ]);
  expect(told).toEqual(['2']);
});

test('without anyone to hear them, or without a microphone, tones are unavailable', () => {
  const { call, media, sender } = fakeCall('grace');
  const dtmf = new Dtmf(call);
  expect([dtmf.canInsert(), dtmf.canInsert('grace'), dtmf.canInsert('nobody')]).toEqual([true, true, false]);
  const insert = (): void => dtmf.insert('1');
  sender('grace').canInsertDTMF = false;
  expect(insert).toThrow(expect.objectContaining({ code: 'tones-unavailable' }));
  sender('grace').canInsertDTMF = true;
  Object.assign(media, { audioTrack: null });
  expect(insert).toThrow(expect.objectContaining({ code: 'tones-unavailable' }));
});

test('what is no tone is refused before anything is played', () => {
  const { call, sender } = fakeCall('grace');
  expect(() => new Dtmf(call).insert('12e')).toThrow(expect.objectContaining({ code: 'invalid-tones' }));
  expect(sender('grace').inserted).toEqual([]);
});
