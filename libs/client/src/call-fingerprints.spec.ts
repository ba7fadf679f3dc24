import { afterEach, expect, test } from '@jest/globals';
import type { DescriptionSignal, MailboxSignal, SessionDescription } from '@parley/protocol';
import type { FakeTab } from './testing/fake-tab.ts';
import { connected, everyoneLeaves, together } from './testing/together.ts';
import { settled, until } from './testing/until.ts';

afterEach(everyoneLeaves);

const OTHER = 'a=fingerprint:sha-256 66:6F:72:67:65:64';

/** What comes to someone passes through the server's hands first. Answers what ends it. */
function tamper(tab: FakeTab, change: (sdp: string) => string): () => void {
  const { channel } = tab;
  const deliver = channel.deliver.bind(channel);
  channel.deliver = (name, value) => {
    const forged = 'description' in value ? { ...value, description: forge(value.description, change) } : value;
    deliver(name, forged);
  };
  return () => (channel.deliver = deliver);
}

const forge = (description: SessionDescription, change: (sdp: string) => string): SessionDescription => ({
  ...description,
  sdp: change(description.sdp),
});

const replaced = (sdp: string): string => sdp.replace(/^a=fingerprint:.*(?=\r)/m, OTHER);

const codes = ({ errors }: FakeTab): string[] => errors.map(({ code }) => code);

test.each([
  ['another fingerprint', replaced],
  ['a second fingerprint beside the one that is known', (sdp: string) => `${sdp}${OTHER}\r\n`],
])('an offer with %s in mid-call is refused, and everything stays as it was', async (_, change) => {
  const [ada, grace] = await together();
  const { connection } = grace;
  const before = connection.remoteDescription;
  tamper(grace, change);
  await ada.call.media.setCamera(false);
  await until(() => grace.errors.length > 0);
  await settled();
  expect(codes(grace)).toEqual(['fingerprint-changed']);
  expect([grace.connection === connection, connection.remoteDescription]).toEqual([true, before]);
  expect([connection.signalingState, grace.call.state, grace.other.recovery]).toEqual([
    'stable',
    'connected',
    'connected',
  ]);
});

test('an answer with another fingerprint is refused; the true one that follows is accepted', async () => {
  const [ada, grace] = await together();
  const stop = tamper(ada, replaced);
  await ada.call.media.setCamera(false);
  await until(() => ada.errors.length > 0);
  expect([codes(ada), ada.connection.signalingState]).toEqual([['fingerprint-changed'], 'have-local-offer']);
  stop();
  const mailbox = ada.server.seats[0]?.mailbox ?? [];
  const [answer] = mailbox.filter(({ type }) => type === 'answer').slice(-1) as [MailboxSignal];
  const repeated = { ...answer, seq: mailbox.length + 1 };
  mailbox.push(repeated);
  ada.channel.deliver('answer', repeated as DescriptionSignal);
  await until(() => ada.connection.signalingState === 'stable');
  expect([grace.other.hasVideo, ada.call.state]).toEqual([false, 'connected']);
});

test('a fingerprint in letters of another case is the same', async () => {
  const [ada, grace] = await together();
  tamper(grace, (sdp) => sdp.replace('a=fingerprint:sha-256', 'a=fingerprint:SHA-256'));
  await ada.call.media.setCamera(false);
  await until(() => !grace.other.hasVideo);
  expect(codes(grace)).toEqual([]);
});

test('candidates that come after a refused offer are not added to the connection as it was', async () => {
  const [ada, grace] = await together();
  await until(() => grace.connection.candidates.includes(null));
  const before = grace.connection.candidates.length;
  tamper(grace, replaced);
  await ada.call.media.setCamera(false);
  await until(() => grace.errors.length > 0);
  await settled();
  await settled();
  expect(grace.connection.candidates.length).toBe(before);
});

test('a new connection may have another certificate: a reload still works', async () => {
  const [ada, grace] = await together();
  grace.vanish();
  await grace.enter();
  await connected(ada, grace);
  expect([...codes(ada), ...codes(grace)]).toEqual([]);
});
