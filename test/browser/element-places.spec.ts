// <parley-call> wherever a page may put it: joined by itself, moved in mid-call, in a frame and in another element's shadow.
import { expect } from '@playwright/test';
import { freePort } from '../support/start-server.ts';
import './support/call-element.ts';
import { elementScene, type ElementScene } from './support/element-scene.ts';
import { test } from './support/fixtures.ts';
import { mediaFlows, pictureMoves } from './support/media.ts';
import { OtherSite } from './support/other-site.ts';

let here: ElementScene;
test.beforeAll(async () => {
  here = await elementScene();
});
test.afterAll(() => here.clear());

const script = (): string => `<script src="${here.parley.url}/parley.js"></script>`;

async function newCall(): Promise<string> {
  const created = await fetch(`${here.parley.url}/api/v1/calls`, { method: 'POST', body: '{}' });
  const { id } = (await created.json()) as { id: string };
  return id;
}

test('with autojoin nobody presses anything; moved in mid-call, by append and by moveBefore, it goes on', async ({
  chromium,
}) => {
  const id = await newCall();
  const tag = (name: string): string => `<parley-call autojoin call="${id}" name="${name}"></parley-call>`;
  const ada = await here.visit(`${script()}${tag('Ada')}<main></main>`, chromium);
  const grace = await here.visit(`${script()}${tag('Grace')}`, chromium);
  await Promise.all([ada.isConnected(), grace.isConnected()]);
  await Promise.all([mediaFlows(ada.page), mediaFlows(grace.page)]);
  // Both opened the chat's channel at once.
  await pictureMoves(grace.pictureOf('Ada'));

  for (const way of ['append', 'moveBefore'] as const) {
    const kept = await ada.page.evaluate(async (way) => {
      const one = document.querySelector('parley-call')!;
      const call = one.activeCall;
      const told: string[] = [];
      one.addEventListener('statechange', () => told.push(one.state));
      const place = document.createElement('section');
      document.querySelector('main')!.append(place);
      if (way === 'append') place.append(one);
      else (place as Node as { moveBefore: (node: Node, child: null) => void } & Node).moveBefore(one, null);
      await new Promise((resolve) => setTimeout(resolve));
      return { there: one.parentNode === place, same: one.activeCall === call, state: one.state, told };
    }, way);
    expect(kept).toEqual({ there: true, same: true, state: 'connected', told: [] });
    await pictureMoves(ada.pictureOf('Grace'));
    await pictureMoves(ada.own);
  }
  await ada.button('Hang up').click();
  await expect(grace.status).toContainText('Call ended');
  expect([...ada.complaints, ...grace.complaints]).toEqual([]);
});

test('in a frame of another origin that may use the camera, in the shadow of an element there, it is a whole call', async ({
  chromium,
}) => {
  const id = await newCall();
  const ada = await here.visit(`${script()}<parley-call autojoin call="${id}" name="Ada"></parley-call>`, chromium);
  await expect(ada.status).toContainText('Waiting for someone');

  const around = await OtherSite.open(await freePort());
  around.body = `<iframe src="${here.origin}" allow="camera; microphone" width="800" height="700"></iframe>`;
  const inside = `${script()}<help-desk></help-desk><script>
    const told = [];
    document.addEventListener('joined', ({ target, call }) => told.push(target.localName + ' ' + call.id));
    customElements.define('help-desk', class extends HTMLElement {
      connectedCallback() {
        this.attachShadow({ mode: 'open' }).innerHTML = '<parley-call call="${id}" name="Grace"></parley-call>';
        void Parley.loadElement();
      }
    });
  </script>`;
  const grace = await here.visit(inside, chromium, { address: around.origin });
  const frame = grace.page.frameLocator('iframe');
  const [, inner = grace.page.mainFrame()] = grace.page.frames();
  await frame.getByRole('button', { name: 'Start camera' }).click();
  await expect(frame.getByLabel('You', { exact: true })).toBeVisible();
  await frame.getByRole('button', { name: 'Join' }).click();
  await expect(frame.getByRole('status')).toContainText('Connected');
  await ada.isConnected();
  await mediaFlows(ada.page);
  await mediaFlows(inner);
  await expect.poll(() => frame.getByLabel('Ada', { exact: true }).evaluate(isPlaying)).toBe(true);
  // An event of the element is told outside of the shadow, as the shadow's own.
  expect(await inner.evaluate('told')).toEqual([`help-desk ${id}`]);
  around.close();
});

/** In the page. */
function isPlaying(video: Element): boolean {
  return video instanceof HTMLVideoElement && !video.paused && video.readyState >= video.HAVE_CURRENT_DATA;
}
