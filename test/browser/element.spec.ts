// <parley-call> in somebody's page, on an origin of its own: the README's two lines, and what the element promises.
import { expect, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import './support/call-element.ts';
import { elementScene, type ElementScene } from './support/element-scene.ts';
import { test } from './support/fixtures.ts';
import { mediaFlows } from './support/media.ts';

const README = new URL('../../README.md', import.meta.url);

/** The README's lines, with this server's address. */
async function snippet(server: string): Promise<string> {
  const text = await readFile(README, 'utf8');
  const block = /```html\n(<script[^\n]*\n<parley-call>.*?)```/s.exec(text)?.[1];
  if (!block) throw new Error('The README has no <parley-call>.');
  return block.replaceAll('http://localhost:3000', server);
}

const element = (page: Page) => page.locator('parley-call');

test.describe('on a site that is let in', () => {
  let here: ElementScene;
  test.beforeAll(async () => {
    here = await elementScene();
  });
  test.afterAll(() => here.clear());

  test('the README’s two lines are a whole call, by the names that a screen reader says', async ({ chromium }) => {
    const ada = await here.visit(await snippet(here.parley.url), chromium);
    await ada.startCamera();
    await ada.page.getByLabel('Your name').fill('Ada');
    await ada.button('Create a call').click();
    await expect(ada.status).toContainText('Waiting for someone');
    const link = await ada.page.getByLabel('Link', { exact: true }).inputValue();
    expect(link).toContain(`${here.parley.url}/c/`);

    const grace = await here.visit(
      `<script src="${here.parley.url}/parley.js"></script><parley-call call="${link}" name="Grace"></parley-call>`,
      chromium,
    );
    await expect(grace.page.getByLabel('Your name')).toHaveCount(0);
    await grace.startCamera();
    await grace.button('Join').click();
    await Promise.all([ada.isConnected(), grace.isConnected()]);
    await Promise.all([mediaFlows(ada.page), mediaFlows(grace.page)]);
    await expect(ada.pictureOf('Grace')).toBeVisible();

    await ada.button('Mute microphone').click();
    await expect(ada.button('Unmute microphone')).toBeVisible();
    await ada.button('More').click();
    await expect(ada.page.getByLabel('Camera', { exact: true })).toBeFocused();
    await ada.page.keyboard.press('Escape');
    await expect(ada.button('More')).toBeFocused();

    await grace.button('Hang up').click();
    await expect(ada.status).toContainText('Call ended');
    await expect(ada.page.getByRole('heading', { name: 'The other side hung up' })).toBeVisible();
    expect([...ada.complaints, ...grace.complaints]).toEqual([]);
  });

  test('methods, properties and events; what was set before it was defined is kept', async ({ chromium }) => {
    const { parley } = here;
    const person = await here.visit('<parley-call id="one"></parley-call><main></main>', chromium);
    const told = await person.page.evaluate(async (server) => {
      const one = document.querySelector('parley-call')!;
      const told: string[] = [];
      for (const type of ['joined', 'statechange', 'ended', 'error']) {
        document.addEventListener(type, ({ target }) => told.push(`${type} ${(target as Element).id}: ${one.state}`));
      }
      Object.assign(one, { server, name: 'Ada', features: 'share' });
      document.head.append(Object.assign(document.createElement('script'), { src: `${server}/parley.js` }));
      await customElements.whenDefined('parley-call');
      const attributes = ['server', 'name', 'features'].map((name) => one.getAttribute(name));
      const call = await one.createCall({ name: 'Standup', maxParticipants: 3 });
      const made = { ...call.info, displayName: call.self.displayName, active: one.activeCall === call };
      const again = await one.createCall().catch((error: DOMException) => error.name);
      await one.hangUp();
      const refused = await one.join('no-such-call-anywhere').catch(({ code }: { code: string }) => code);
      return { told, attributes, made, again, refused, state: one.state };
    }, parley.url);
    expect(told.attributes).toEqual([parley.url, 'Ada', 'share']);
    expect(told.made).toMatchObject({ name: 'Standup', maxParticipants: 3, displayName: 'Ada', active: true });
    expect(told.again).toBe('InvalidStateError');
    expect(told.refused).toBe('call-not-found');
    expect(told.told).toEqual([
      'statechange one: entering',
      'statechange one: waiting',
      'joined one: waiting',
      'statechange one: ended',
      'ended one: ended',
      'statechange one: entering',
      'statechange one: idle',
    ]);
    expect(person.complaints.filter((text) => !text.includes('404'))).toEqual([]);
  });

  test('moved, the call goes on; taken away, it hangs up and leaves nothing; two on a page are two', async ({
    chromium,
  }) => {
    const person = await here.visit(
      `<script src="${here.parley.url}/parley.js"></script><parley-call></parley-call><parley-call></parley-call><div></div>`,
      chromium,
    );
    const facts = await person.page.evaluate(async () => {
      await customElements.whenDefined('parley-call');
      const one = document.querySelector('parley-call')!;
      const other = document.querySelectorAll('parley-call')[1]!;
      await one.startCamera();
      const call = await one.createCall();
      const track = call.media.videoTrack!;
      document.querySelector('div')!.append(one);
      await new Promise((resolve) => setTimeout(resolve));
      const moved = { state: one.state, other: other.state, live: track.readyState };
      const ended = new Promise<string>((resolve) => call.addEventListener('ended', ({ reason }) => resolve(reason)));
      one.remove();
      return {
        moved,
        reason: await ended,
        after: {
          state: one.state,
          live: track.readyState,
          drawn: one.shadowRoot!.childElementCount,
          call: one.activeCall,
        },
      };
    });
    expect(facts.moved).toEqual({ state: 'waiting', other: 'idle', live: 'live' });
    expect(facts.reason).toBe('hangup');
    expect(facts.after).toEqual({ state: 'idle', live: 'ended', drawn: 0, call: null });
  });

  test('attributes that change are followed at once', async ({ chromium }) => {
    const person = await here.visit(
      `<script src="${here.parley.url}/parley.js"></script><parley-call theme="dark" name="Ada"></parley-call><button id="elsewhere">Elsewhere</button>`,
      chromium,
    );
    const look = () =>
      person.page.evaluate(() => {
        const view = document.querySelector('parley-call')!.shadowRoot!.querySelector('[part=view]')!;
        return getComputedStyle(view).colorScheme;
      });
    await person.button('Create a call').waitFor();
    expect(await look()).toBe('dark');
    await expect(person.page.getByLabel('Your name')).toHaveCount(0);
    const set = (attribute: string, value: string | null) =>
      element(person.page).evaluate(
        (it, [attribute, value]) =>
          value === null ? it.removeAttribute(attribute) : it.setAttribute(attribute, value),
        [attribute, value] as const,
      );
    await set('theme', 'light');
    expect(await look()).toBe('light');
    await set('name', null);
    await expect(person.page.getByLabel('Your name')).toBeVisible();
    const { id } = (await (
      await fetch(`${here.parley.url}/api/v1/calls`, { method: 'POST', body: '{"name":"Standup"}' })
    ).json()) as { id: string };
    await person.page.locator('#elsewhere').focus();
    await set('call', id);
    await expect(person.page.getByRole('heading', { name: 'Standup' })).toBeVisible();
    // The person was elsewhere in the page.
    await expect(person.page.locator('#elsewhere')).toBeFocused();
    await set('link', 'https://shop.example/?talk={id}');
    await person.button('Join').click();
    await expect(person.page.getByLabel('Link', { exact: true })).toHaveValue(`https://shop.example/?talk=${id}`);
    await set('features', '');
    await expect(person.page.getByLabel('Link', { exact: true })).toHaveCount(0);
  });

  test('in a column as wide as a phone everything has its place, and the page’s styles stay outside', async ({
    chromium,
  }) => {
    const person = await here.visit(
      `<style>* { font-size: 40px; letter-spacing: 1em; --accent: red } button { display: none } html { font-size: 4px }</style>
      <div style="width: 320px"><script src="${here.parley.url}/parley.js"></script><parley-call></parley-call></div><p id="beside">Beside it</p>`,
      chromium,
    );
    const before = await person.page.locator('#beside').evaluate((line) => getComputedStyle(line).cssText);
    await person.startCamera();
    await person.button('Create a call').click();
    await expect(person.button('Copy link')).toBeVisible();
    const shape = await element(person.page).evaluate((it) => {
      const view = it.shadowRoot!.querySelector('[part=view]')!;
      const { fontSize, letterSpacing } = getComputedStyle(view.querySelector('h2')!);
      return { wide: view.scrollWidth <= view.clientWidth, width: view.clientWidth, fontSize, letterSpacing };
    });
    expect(shape).toEqual({ wide: true, width: 320, fontSize: '28px', letterSpacing: '-0.42px' });
    expect(await person.page.locator('#beside').evaluate((line) => getComputedStyle(line).cssText)).toBe(before);
  });

  test('the policy that the documentation asks for is enough', async ({ chromium }) => {
    const { url } = here.parley;
    const guide = await readFile(new URL('../../docs/embedding.md', import.meta.url), 'utf8');
    const policy = /^Content-Security-Policy: (.*)$/m.exec(guide)?.[1] ?? 'not in the guide';
    const person = await here.visit(`<script src="${url}/parley.js"></script><parley-call></parley-call>`, chromium, {
      policy: policy
        .replaceAll('https://calls.example.org', url)
        .replaceAll('wss://calls.example.org', url.replace('http', 'ws')),
    });
    await person.startCamera();
    await person.button('Create a call').click();
    await expect(person.status).toContainText('Waiting for someone');
    await person.page.getByText('Or scan it with a phone').click();
    await expect(person.page.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
    expect(person.complaints).toEqual([]);
  });
});

test('on a site that is not let in the element says which setting lets it in', async ({ chromium }) => {
  const elsewhere = await elementScene(false);
  const person = await elsewhere.visit(await snippet(elsewhere.parley.url), chromium);
  await person.button('Create a call').click();
  await expect(person.trouble).toContainText('PARLEY_CORS_ORIGINS');
  await person.page.locator('summary', { hasText: 'Details' }).click();
  await expect(person.trouble).toContainText(new URL(person.page.url()).origin);
  await elsewhere.clear();
});

test('the playground shows what is set at once, and the lines to copy with it', async ({ person }) => {
  const someone = await person('Ada');
  await someone.page.goto('/docs/embed');
  await someone.page.getByLabel('name: who the person is').fill('Ada');
  await someone.page.getByLabel('theme', { exact: true }).selectOption('dark');
  await someone.page.getByRole('switch', { name: 'share: the own screen' }).click();
  await someone.page.getByLabel('--parley-accent').fill('rgb(122, 62, 157)');
  const lines = await someone.page.locator('pre').textContent();
  for (const line of [
    'name="Ada"',
    'theme="dark"',
    'features="chat files moderation verification invite"',
    '--parley-accent: rgb(122, 62, 157);',
  ]) {
    expect(lines).toContain(line);
  }
  await expect(element(someone.page)).toHaveAttribute('theme', 'dark');
  await expect(someone.button('Start camera')).toHaveCSS('background-color', 'rgb(122, 62, 157)');
  expect(someone.complaints).toEqual([]);
});
