// The client library as other people's pages use it: one script tag, the global `Parley`, and nothing of our own page.
import { expect, type Browser, type Page } from '@playwright/test';
import type { Parley, LocalMedia } from '../../libs/client/src/index.ts';
import { startServer } from '../support/start-server.ts';
import { test } from './support/fixtures.ts';
import { mediaFlows, recordConnections } from './support/media.ts';

type Call = Awaited<ReturnType<Parley['joinCall']>>;

declare global {
  interface Window {
    call: Call;
    seen: string[];
    enter: (link: string | null, maxParticipants?: number) => Promise<string>;
  }
  var Parley: (new () => Parley) & { LocalMedia: new () => LocalMedia };
}

const PAGE = `<!doctype html><title>Someone's page</title><script src="/parley.js"></script><script>
  window.seen = [];
  window.enter = async (link, maxParticipants) => {
    const parley = new Parley();
    const media = new Parley.LocalMedia();
    await media.start();
    const call = link ? await parley.joinCall(link, { media }) : await parley.createCall({ media, maxParticipants });
    const show = ({ participant }) => {
      const video = Object.assign(document.createElement('video'), { autoplay: true, srcObject: participant.stream });
      document.body.append(video);
    };
    call.participants.forEach((participant) => show({ participant }));
    call.addEventListener('participantjoined', show);
    for (const type of ['statechange', 'signalingchange', 'participantjoined', 'participantleft', 'ended', 'error']) {
      call.addEventListener(type, (event) => window.seen.push(event.error ? 'error: ' + event.error.message : type));
    }
    window.call = call;
    sessionStorage.setItem('link', call.joinUrl);
    return call.joinUrl;
  };
  if (sessionStorage.getItem('link')) window.enter(sessionStorage.getItem('link'));
</script>`;

/** A page of somebody else's at the server's origin, in a context of its own. */
async function bystander(chromium: Browser, baseURL: string): Promise<Page> {
  const context = await chromium.newContext({ baseURL });
  await context.addInitScript(recordConnections);
  await context.route('/bare', (route) => route.fulfill({ contentType: 'text/html', body: PAGE }));
  const page = await context.newPage();
  await page.goto('/bare');
  return page;
}

const enter = (page: Page, link: string | null, maxParticipants = 2): Promise<string> =>
  page.evaluate(([link, maxParticipants]) => window.enter(link, maxParticipants), [link, maxParticipants] as const);

const everyoneIsConnected = async (pages: Page[]): Promise<void> => {
  for (const page of pages) {
    await expect
      .poll(() => page.evaluate(() => [...window.call.participants.values()].map((each) => each.connectionState)))
      .toEqual(pages.slice(1).map(() => 'connected'));
  }
};

test('a newcomer answers the open offer: one connection each, picture and sound both ways', async ({
  chromium,
  server,
}) => {
  const pages = [await bystander(chromium, server.url), await bystander(chromium, server.url)] as const;
  const [ada, grace] = pages;
  await enter(grace, await enter(ada, null));

  await everyoneIsConnected([...pages]);
  await Promise.all(pages.map((page) => mediaFlows(page)));
  for (const page of pages) {
    expect(await page.evaluate(() => window.recordedConnections.length)).toBe(1);
    expect(
      await page.evaluate(() => [...window.call.participants.values()].map((each) => [each.hasAudio, each.hasVideo])),
    ).toEqual([[true, true]]);
  }

  const said = await grace.evaluate(async () => {
    const { id, self } = window.call;
    const { secret } = JSON.parse(sessionStorage.getItem(`parley:seat:${id}`) ?? '');
    const answer = await fetch(`/api/v1/calls/${id}/signals`, { headers: { Authorization: `Bearer ${secret}` } });
    const { items }: { items: { type: string; from: string }[] } = await answer.json();
    return items.filter(({ type }) => type !== 'candidate').map(({ type, from }) => [type, from === self.id]);
  });
  expect(said).toEqual([
    ['offer', false],
    ['answer', true],
  ]);

  await grace.evaluate(() => window.call.hangUp('bye'));
  await expect.poll(() => ada.evaluate(() => window.call.endReason)).toBe('hangup');
  for (const page of pages) {
    expect(await page.evaluate(() => window.recordedConnections.map((each) => each.connectionState))).toEqual([
      'closed',
    ]);
    expect(await page.evaluate(() => window.call.media.stream.getTracks().length)).toBe(0);
    await page.context().close();
  }
});

test('three in one call, each with each; when one hangs up the others go on', async ({ chromium, server }) => {
  const pages = [];
  for (let count = 0; count < 3; count += 1) pages.push(await bystander(chromium, server.url));
  const [ada, grace, edsger] = pages as [Page, Page, Page];
  const link = await enter(ada, null, 3);
  await Promise.all([enter(grace, link), enter(edsger, link)]);

  await everyoneIsConnected(pages);
  await Promise.all(pages.map((page) => mediaFlows(page)));

  await ada.evaluate(() => window.call.hangUp());
  await everyoneIsConnected([grace, edsger]);
  await mediaFlows(grace);
  for (const page of pages) {
    expect((await page.evaluate(() => window.seen)).filter((each) => each.startsWith('error'))).toEqual([]);
    await page.context().close();
  }
});

test('both reload at once: the same seats, and media again', async ({ chromium, server }) => {
  const pages = [await bystander(chromium, server.url), await bystander(chromium, server.url)] as const;
  const [ada, grace] = pages;
  await enter(grace, await enter(ada, null));
  await everyoneIsConnected([...pages]);
  const seat = await ada.evaluate(() => window.call.self.id);

  await Promise.all(pages.map((page) => page.reload()));
  await Promise.all(pages.map((page) => page.waitForFunction(() => window.call)));

  expect(await ada.evaluate(() => window.call.self.id)).toBe(seat);
  await everyoneIsConnected([...pages]);
  await Promise.all(pages.map((page) => mediaFlows(page)));
  for (const page of pages) await page.context().close();
});

test('the seat opened in another tab ends the call here, and goes on there', async ({ chromium, server }) => {
  const [ada, grace] = [await bystander(chromium, server.url), await bystander(chromium, server.url)];
  await enter(grace, await enter(ada, null));
  await everyoneIsConnected([ada, grace]);

  const kept = await grace.evaluate(() => Object.entries(sessionStorage));
  const tab = await grace.context().newPage();
  await tab.addInitScript((entries) => entries.forEach(([key, value]) => sessionStorage.setItem(key, value)), kept);
  await tab.goto('/bare');

  await tab.waitForFunction(() => window.call);
  await expect.poll(() => grace.evaluate(() => window.call.endReason)).toBe('replaced');
  await everyoneIsConnected([ada, tab]);
  await mediaFlows(tab);
  await ada.context().close();
  await grace.context().close();
});

test('the server dies and comes back: media never stops, and a device switched meanwhile gets through', async ({
  chromium,
}) => {
  const server = await startServer({ env: { PARLEY_STUN_URLS: '' } });
  const [ada, grace] = [await bystander(chromium, server.url), await bystander(chromium, server.url)];
  try {
    await enter(grace, await enter(ada, null));
    await everyoneIsConnected([ada, grace]);
    await server.kill();
    await expect.poll(() => ada.evaluate(() => window.call.signaling)).toBe('reconnecting');
    // Said while nobody hears it: it waits in the outbox.
    await ada.evaluate(() => window.call.media.setCamera(false));
    await mediaFlows(ada);

    await server.start();
    const hasVideo = () => grace.evaluate(() => [...window.call.participants.values()].map((each) => each.hasVideo));
    await expect.poll(hasVideo).toEqual([false]);
    await ada.evaluate(() => window.call.media.setCamera(true));
    await expect.poll(hasVideo).toEqual([true]);
    await mediaFlows(grace);
    expect(await grace.evaluate(() => window.recordedConnections.length)).toBe(1);
  } finally {
    await ada.context().close();
    await grace.context().close();
    await server.discard();
  }
});
