// The connection check as a person meets it: at /check, line by line, and as a report for whoever helps.
import type { Browser, Locator } from '@playwright/test';
import { COTURN, findTool } from '../../scripts/lib/system-tools.ts';
import { startServer } from '../support/start-server.ts';
import { launchChromium } from './support/chromium.ts';
import { expect, test } from './support/fixtures.ts';
import { Person } from './support/person.ts';
import { SecureTurnServer } from './support/secure-turn-server.ts';

/** The line of what is looked at. */
const line = (ada: Person, label: string): Locator =>
  ada.page.getByRole('listitem').filter({ has: ada.page.getByText(label, { exact: true }) });

test.describe('with a TURN server', () => {
  test.skip(!findTool(COTURN), 'coturn is missing');
  let turn: SecureTurnServer;
  let chromium: Browser;

  test.beforeAll(async () => {
    turn = await SecureTurnServer.start();
    chromium = await launchChromium({ args: [`--ignore-certificate-errors-spki-list=${turn.fingerprint}`] });
  });
  test.afterAll(async () => {
    await chromium.close();
    await turn.stop();
  });

  test('everything passes, devices once they are asked for, and the report can be copied', async () => {
    const server = await startServer({ env: turn.settings() });
    const permissions = ['camera', 'microphone', 'clipboard-read', 'clipboard-write'];
    const ada = await Person.enter('Ada', chromium, { baseURL: server.url, permissions });
    await ada.page.goto('/');
    await ada.page.getByRole('link', { name: 'Check' }).click();
    await expect(ada.page).toHaveURL(/\/check$/);
    await expect(ada.page.getByRole('heading', { name: 'Check your connection' })).toBeFocused();
    await expect(ada.status).toHaveText('Everything is ready for calls.', { timeout: 30_000 });
    await expect(line(ada, 'Picture through the relay')).toContainText('Passed');
    await expect(line(ada, 'Camera')).toHaveCount(0);

    await ada.button('Check camera and microphone').click();
    await expect(line(ada, 'Camera')).toContainText('The camera works.');
    await expect(line(ada, 'Microphone')).toContainText('The microphone works.');
    await ada.button('Copy report').click();
    await expect(ada.page.getByText('Copied')).toBeVisible();
    const report = await ada.page.evaluate(() => navigator.clipboard.readText());
    expect(report).toMatch(/^Parley connection check: passed\n/);
    expect(report).toMatch(/\[passed\] Camera: .*\[passed\] TURN over TLS, port \d+: .*0\.0 % lost/s);
    expect(report).not.toContain('127.0.0.1');

    await ada.page.goBack();
    await expect(ada.button('Create a call')).toBeVisible();
    await ada.leave();
    await server.discard();
  });

  test('credentials that the TURN server refuses: lines say what is wrong and what to do', async () => {
    const server = await startServer({ env: turn.settings([turn.udp, turn.tcp], 'south') });
    const ada = await Person.enter('Ada', chromium, { baseURL: server.url });
    await ada.page.goto('/check');
    await expect(ada.status).toContainText('Calls will not work as they should.');
    const udp = line(ada, `TURN over UDP, port ${turn.port}`);
    await expect(udp).toContainText('Failed');
    await expect(udp).toContainText('refused the credentials');
    await expect(udp).toContainText('PARLEY_TURN_SECRET');
    await expect(line(ada, 'Data through the relay')).toContainText('No relay can be used from here');
    await ada.button('Run again').click();
    await expect(ada.status).toHaveText('Checking');
    await expect(ada.status).toContainText('Calls will not work as they should.');
    await ada.leave();
    await server.discard();
  });
});

test('a page in no secure context: its line leads to the https address, and the report is copied all the same', async () => {
  const server = await startServer({ env: { PARLEY_PUBLIC_URL: 'https://parley.test:3443', PARLEY_STUN_URLS: '' } });
  const chromium = await launchChromium({ args: ['--host-resolver-rules=MAP parley.test 127.0.0.1'] });
  const ada = await Person.enter('Ada', chromium, { baseURL: `http://parley.test:${server.port}` });
  await ada.page.goto('/check');
  const secure = line(ada, 'Secure page');
  await expect(secure).toContainText('not secure');
  await expect(secure.getByRole('link')).toHaveAttribute('href', 'https://parley.test:3443/check');
  await ada.button('Copy report').click();
  await expect(ada.page.getByText('Copied')).toBeVisible();
  await ada.page.evaluate(() => {
    const field = document.createElement('textarea');
    document.body.append(field);
    field.focus();
  });
  await ada.page.keyboard.press('Control+V');
  await expect(ada.page.locator('textarea')).toHaveValue(/^Parley connection check: failed\n[^]*\(insecure-context\)/);
  await chromium.close();
  await server.discard();
});

test('a server that goes away while the page stands: the check says that it cannot be reached', async ({
  chromium,
}) => {
  const server = await startServer({ env: { PARLEY_STUN_URLS: '' } });
  const ada = await Person.enter('Ada', chromium, { baseURL: server.url });
  await ada.page.goto('/check');
  await expect(ada.status).toContainText('Calls work, but not as well as they could');
  await server.kill();
  await ada.button('Run again').click();
  await expect(line(ada, 'Server')).toContainText('The server cannot be reached.');
  await expect(ada.status).toContainText('Calls will not work');
  await ada.leave();
  await server.discard();
});
