// The doors of a call in the page: password, lobby, lock; and what a moderator does there. What somebody sends who may not
// is refused by the others, whatever the sender's own page does.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import { libraryPage, meet } from './support/library-page.ts';
import { mediaFlows } from './support/media.ts';
import type { Person } from './support/person.ts';

/** Who knocks, as a moderator's page shows them. */
const knock = (host: Person, name: string): Locator =>
  host.page.getByRole('group', { name: `${name} would like to join` });

/** Somebody's line among the people in the call. */
const row = (host: Person, name: string): Locator =>
  host.page.getByRole('complementary').getByRole('listitem').filter({ hasText: name });

const inRow = (host: Person, name: string, button: string): Locator =>
  row(host, name).getByRole('button', { name: button, exact: true });

async function openPeople(host: Person): Promise<void> {
  await host.button('More').click();
  await host.button('People').click();
}

/** What a moderator's seat may change over REST, changed by its page. */
function change(host: Person, path: string, body: object): Promise<number> {
  return host.page.evaluate(
    async ({ path, body }) => {
      const id = location.pathname.split('/')[2]!;
      const { secret } = JSON.parse(sessionStorage.getItem(`parley:seat:${id}`) ?? '{}');
      const headers = { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' };
      const answer = await fetch(`/api/v1/calls/${id}${path}`, {
        method: 'PATCH',
        headers,
        body: JSON.stringify(body),
      });
      return answer.status;
    },
    { path, body },
  );
}

test('a password lets in who knows it, a lock nobody new; one is asked to mute, may not film, and is removed for good', async ({
  person,
}) => {
  const [ada, grace, hopper] = [await person('Ada'), await person('Grace'), await person('Hopper')];
  const link = await ada.createCall('Behind doors', 3);
  await ada.page.getByText('Who may come in').click();
  await ada.page.getByLabel('Password').fill('open sesame');
  await ada.button('Set').click();
  await expect(ada.page.getByText('Newcomers are asked for a password.')).toBeVisible();

  await grace.openLink(link);
  await grace.startCamera();
  await expect(grace.page.getByLabel('Password')).toHaveAttribute('type', 'password');
  await grace.page.getByLabel('Password').fill('open barley');
  await grace.button('Join').click();
  await expect(grace.trouble).toHaveText('That password is not right. Ask whoever invited you, and try again.');
  await expect(grace.page.getByLabel('Password')).toBeFocused();
  await grace.page.keyboard.type('open sesame');
  await grace.page.keyboard.press('Enter');
  await ada.isConnected();
  await mediaFlows(ada.page);

  await ada.button('More').click();
  await ada.button('Lock call').click();
  await expect(ada.button('Unlock call')).toBeVisible();
  await hopper.page.goto(link);
  await expect(hopper.trouble).toContainText('This call is locked.');
  await grace.page.reload();
  await grace.isConnected();

  await ada.button('People').click();
  await inRow(ada, 'Grace', 'Ask to mute').click();
  const request = grace.page.getByRole('group', { name: 'You were asked to mute' });
  await expect(request).toBeVisible();
  await expect(ada.page.getByText('Asked', { exact: true })).toBeVisible();
  await request.getByRole('button', { name: 'Mute microphone' }).click();
  await expect(request).toBeHidden();
  await expect(grace.button('Unmute microphone')).toBeVisible();

  const [id] = await ada.page.evaluate(async () => {
    const answer = await fetch(`/api/v1/calls/${location.pathname.split('/')[2]}`);
    const { participants }: { participants: { id: string; displayName: string }[] } = await answer.json();
    return participants.filter(({ displayName }) => displayName === 'Grace').map(({ id }) => id);
  });
  expect(await change(ada, `/participants/${id}`, { permissions: ['microphone', 'data'] })).toBe(200);
  await expect(grace.button('Turn camera on')).toBeDisabled();
  await expect(grace.button('Share screen')).toHaveAttribute('title', /Not allowed in this call/);
  await expect(ada.pictureOffOf('Grace')).toBeVisible();

  await inRow(ada, 'Grace', 'Remove').press('Enter');
  await expect(row(ada, 'Grace')).toBeFocused();
  await inRow(ada, 'Grace', 'Remove for good').click();
  await expect(grace.trouble).toContainText('You were removed from this call.');
  await expect(ada.status).toContainText('Waiting for someone');
  expect([...ada.complaints, ...hopper.complaints]).toEqual([]);
});

test('who knocks waits until a moderator opens; the lobby, the call and its end are handed on to another', async ({
  person,
}) => {
  const [ada, grace, mallory] = [await person('Ada'), await person('Grace'), await person('Mallory')];
  const link = await ada.createCall('With a lobby', 3);
  await ada.page.getByText('Who may come in').click();
  await ada.page.getByRole('switch', { name: 'Lobby' }).click();
  await expect(ada.page.getByRole('switch', { name: 'Lobby' })).toBeChecked();

  for (const someone of [grace, mallory]) {
    await someone.join(link);
    await expect(someone.page.getByRole('heading', { name: 'Waiting to be let in' })).toBeVisible();
    await expect(someone.own).toBeVisible();
    await expect(knock(ada, someone.name)).toBeVisible();
  }
  await knock(ada, 'Mallory').getByRole('button', { name: 'Refuse' }).click();
  await expect(mallory.trouble).toContainText('You were not let in.');
  await knock(ada, 'Grace').getByRole('button', { name: 'Admit' }).press('Enter');
  await ada.isConnected();
  await mediaFlows(ada.page);
  await mediaFlows(grace.page);
  await expect(ada.page.getByText('would like to join')).toHaveCount(0);

  await openPeople(ada);
  await inRow(ada, 'Grace', 'Make moderator').click();
  await grace.page.setViewportSize({ width: 360, height: 740 });
  await expect(grace.button('End for all')).toBeVisible();
  const [first, last] = [grace.button('Mute microphone'), grace.button('End for all')];
  // All in one row, on a small phone too.
  await expect.poll(async () => (await last.boundingBox())?.y).toBe((await first.boundingBox())?.y);
  expect((await first.boundingBox())?.x).toBeGreaterThanOrEqual(8);
  await inRow(ada, 'Ada (you)', 'Stop moderating').click();
  await expect(ada.button('End for all')).toBeHidden();

  const late = await person('Hedy');
  await late.join(link);
  await expect(knock(grace, 'Hedy')).toBeVisible();
  await expect(knock(ada, 'Hedy')).toBeHidden();
  await late.button('Cancel').click();
  await expect(late.button('Join')).toBeVisible();
  await expect(knock(grace, 'Hedy')).toBeHidden();

  await grace.button('End for all').click();
  await grace.page.getByRole('dialog').getByRole('button', { name: 'End for all' }).click();
  await expect(grace.page.getByRole('heading', { name: 'You ended the call' })).toBeVisible();
  await expect(ada.page.getByRole('heading', { name: 'The call was ended by its owner' })).toBeVisible();
  expect([...ada.complaints, ...grace.complaints]).toEqual([]);
});

/** What came of everyone else so far, in bytes of RTP. */
function arrived(page: Page): Promise<Record<'audio' | 'video', number>> {
  return page.evaluate(async () => {
    const bytes = { audio: 0, video: 0 };
    for (const { peerConnection } of window.call.participants.values()) {
      for (const report of ((await peerConnection?.getStats()) ?? new Map()).values()) {
        if (report.type === 'inbound-rtp' && (report.kind === 'audio' || report.kind === 'video')) {
          bytes[report.kind as 'audio' | 'video'] += report.bytesReceived;
        }
      }
    }
    return bytes;
  });
}

test('media and channels of one who may not send them are refused, although that one’s own page sends them', async ({
  chromium,
  server,
}) => {
  const ada = await libraryPage(chromium, server.url);
  const cheater = await libraryPage(chromium, server.url);
  await meet(ada, cheater);
  await expect.poll(async () => (await arrived(ada)).video).toBeGreaterThan(0);
  await cheater.evaluate(() => {
    const everything = ['camera', 'microphone', 'screen', 'data', 'moderate'];
    Object.defineProperty(window.call, 'permissions', { get: () => everything });
  });
  await ada.evaluate(async () => {
    const [other] = window.call.participants.values();
    await new window.library.Moderation(window.call).permit(other!, ['microphone']);
  });
  const shown = () =>
    ada.evaluate(() => {
      const [other] = window.call.participants.values();
      const tracks = [...other!.stream.getTracks(), ...other!.screen.getTracks()].map(({ kind }) => kind);
      const taken = other!
        .peerConnection!.getTransceivers()
        .filter(
          ({ currentDirection, receiver }) => receiver.track.kind === 'video' && currentDirection?.endsWith('recv'),
        );
      return { tracks, taken: taken.length, channels: other!.dataChannels.length };
    });
  await expect.poll(shown).toEqual({ tracks: ['audio'], taken: 0, channels: 0 });

  // It insists: the camera anew, another section with the same picture, a channel.
  const closed = await cheater.evaluate(async () => {
    await window.call.media.setCamera(false);
    await window.call.media.setCamera(true);
    const [other] = window.call.participants.values();
    const peerConnection = other!.peerConnection!;
    const { videoTrack, stream } = window.call.media;
    const channel = peerConnection.createDataChannel('insisting');
    const closing = new Promise((resolve) => channel.addEventListener('close', resolve));
    peerConnection.addTransceiver(videoTrack!, { direction: 'sendonly', streams: [stream] });
    await closing;
    return channel.readyState;
  });
  expect(closed).toBe('closed');
  await expect
    .poll(() => cheater.evaluate(() => [...window.call.participants.values()][0]!.peerConnection!.signalingState))
    .toBe('stable');
  await expect.poll(shown).toEqual({ tracks: ['audio'], taken: 0, channels: 0 });
  const before = await arrived(ada);
  await expect.poll(async () => (await arrived(ada)).audio).toBeGreaterThan(before.audio + 5_000);
  expect((await arrived(ada)).video).toBe(before.video);
  for (const page of [ada, cheater]) await page.context().close();
});
