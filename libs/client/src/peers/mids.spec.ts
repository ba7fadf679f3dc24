import { expect, test } from '@jest/globals';
import { midsIn } from './mids.ts';

const transceiver = (name: string, kind: string, mid: string | null) => ({ name, mid, receiver: { track: { kind } } });
const sdp = (...sections: [kind: string, mid: string][]): string =>
  `v=0\r\na=group:BUNDLE 0\r\n${sections.map(([kind, mid]) => `m=${kind} 9 x\r\na=mid:${mid}\r\n`).join('')}`;
const names = (mids: ReadonlyMap<{ name: string }, string>) => [...mids].map(([{ name }, mid]) => `${name} ${mid}`);

test('of what is set every transceiver knows its own', () => {
  const transceivers = [transceiver('voice', 'audio', '0'), transceiver('face', 'video', '1')];
  expect(names(midsIn(sdp(['audio', '0'], ['video', '1']), transceivers))).toEqual(['voice 0', 'face 1']);
});

test('new sections of a kind are those of the transceivers of this kind, in the order of their making', () => {
  const transceivers = [
    transceiver('voice', 'audio', '0'),
    transceiver('screen', 'video', null),
    transceiver('its sound', 'audio', null),
    transceiver('another screen', 'video', null),
    transceiver('face', 'video', '1'),
  ];
  const offer = sdp(
    ['audio', '0'],
    ['video', '1'],
    ['application', '2'],
    ['video', '3'],
    ['audio', '4'],
    ['video', '5'],
  );
  expect(names(midsIn(offer, transceivers))).toEqual([
    'voice 0',
    'face 1',
    'screen 3',
    'its sound 4',
    'another screen 5',
  ]);
});

test('a transceiver that was made since has no section', () => {
  expect(names(midsIn(sdp(['audio', '0']), [transceiver('face', 'video', null)]))).toEqual([]);
  expect(
    names(midsIn(sdp(['video', '0']), [transceiver('face', 'video', '0'), transceiver('screen', 'video', null)])),
  ).toEqual(['face 0']);
});
