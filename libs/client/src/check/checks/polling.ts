// Whether signaling gets through over HTTP long polling, which is used where no WebSocket is.
import type { CheckBrowser } from '../check-browser.ts';
import { failed, passed, type CheckVerdict } from '../check-line.ts';
import { CHECK_TIMES } from '../check-times.ts';
import { CONNECT, EVENT, LEAVE, PONG, QUERY, stepOf, type Step } from '../signaling-knock.ts';
import { within } from '../within.ts';

/** Between two packets of one answer. */
const SEPARATOR = '\x1e';

/** @param url the server's origin */
export async function checkPolling(browser: CheckBrowser, url: string, signal: AbortSignal): Promise<CheckVerdict> {
  const roundTripTime = await within<number | null>(CHECK_TIMES.server, signal, (settle) => {
    const waiting = new AbortController();
    askByPolling(browser, `${url}${QUERY}polling`, waiting.signal).then(settle, () => settle(null));
    return () => waiting.abort();
  });
  return roundTripTime === null
    ? failed(
        'polling-blocked',
        'Signals do not get through to the server at all.',
        'Let the proxy or firewall in between pass /socket.io/ on to the server. In a page of another site, PARLEY_CORS_ORIGINS at the server must name that site.',
      )
    : passed('polling-serves', 'Signals go over HTTP polling instead: calls work, a little more slowly.', {
        roundTripTime,
      });
}

/** Milliseconds that an event and its answer took. @throws when any request of it fails */
async function askByPolling(browser: CheckBrowser, address: string, signal: AbortSignal): Promise<number | null> {
  const request = async (url: string, body?: string): Promise<string> => {
    const options = body === undefined ? {} : { method: 'POST', body };
    const response = await browser.fetch(url, { ...options, cache: 'no-store', signal });
    if (!response.ok) {
      throw new Error(`HTTP ${response.status}`);
    }
    return response.text();
  };
  const opening = await request(address);
  const { sid }: { sid: string } = JSON.parse(opening.slice(1).split(SEPARATOR, 1).join(''));
  const session = `${address}&sid=${encodeURIComponent(sid)}`;
  const come = async (to: Step): Promise<boolean> => {
    for (;;) {
      const steps = new Set((await request(session)).split(SEPARATOR).map(stepOf));
      if (steps.has(to) || steps.has('refused')) {
        return steps.has(to);
      }
      if (steps.has('ping')) {
        await request(session, PONG);
      }
    }
  };
  await request(session, CONNECT);
  if (!(await come('connected'))) {
    return null;
  }
  const asked = performance.now();
  await request(session, EVENT);
  if (!(await come('answered'))) {
    return null;
  }
  const roundTripTime = performance.now() - asked;
  await request(session, LEAVE);
  return roundTripTime;
}
