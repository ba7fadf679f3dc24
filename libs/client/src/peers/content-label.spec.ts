import { expect, test } from '@jest/globals';
import { labelledSlides, labelSlides } from './content-label.ts';

const section = (kind: string, mid: string, ...lines: string[]): string =>
  [`m=${kind} 9 UDP/TLS/RTP/SAVPF 96`, `a=mid:${mid}`, ...lines, 'a=sendrecv', ''].join('\r\n');
const sdp = (...sections: string[]): string => ['v=0\r\na=group:BUNDLE 0 1 2\r\n', ...sections].join('');

test('what is labelled is read again, and nothing else is touched', () => {
  const plain = sdp(section('audio', '0'), section('video', '1'), section('video', '2'));
  const labelled = labelSlides(plain, (mid) => mid === '2');
  expect([...labelledSlides(labelled)]).toEqual(['2']);
  expect(labelled).toBe(plain.replace('a=mid:2\r\n', 'a=mid:2\r\na=content:slides\r\n'));
});

test('a mid that begins like another is another', () => {
  const labelled = labelSlides(sdp(section('video', '1'), section('video', '12')), (mid) => mid === '1');
  expect([...labelledSlides(labelled)]).toEqual(['1']);
});

test.each([
  ['nothing is labelled', sdp(section('video', '0')), []],
  ['the label is one of several', sdp(section('video', '0', 'a=content:main,slides,alt')), ['0']],
  ['the content is another one', sdp(section('video', '0', 'a=content:speaker')), []],
  ['the label is for another word', sdp(section('video', '0', 'a=content:slideshow')), []],
  ['lines end in LF alone', sdp(section('video', '0', 'a=content:slides')).replaceAll('\r', ''), ['0']],
  ['the label stands before the mid', 'v=0\r\nm=video 9 x\r\na=content:slides\r\na=mid:a\r\n', ['a']],
  ['the whole session is labelled, which is for no section', `v=0\r\na=content:slides\r\n${section('audio', '0')}`, []],
])('of what came: %s', (_what, description, mids) => {
  expect([...labelledSlides(description)]).toEqual(mids);
});
