// Whether signaling gets through over a WebSocket, as it should.
import type { CheckBrowser } from '../check-browser.ts';
import { passed, warning, type CheckVerdict } from '../check-line.ts';
import { CHECK_TIMES } from '../check-times.ts';
import { CONNECT, EVENT, PONG, QUERY, stepOf } from '../signaling-knock.ts';
import { within } from '../within.ts';

/** @param url the server's origin */
export async function checkWebSocket(browser: CheckBrowser, url: string, signal: AbortSignal): Promise<CheckVerdict> {
  const began = performance.now();
  const roundTripTime = await within<number | null>(CHECK_TIMES.server, signal, (settle) => {
    const socket = browser.createWebSocket(`${url.replace(/^http/, 'ws')}${QUERY}websocket`);
    let asked = 0;
    socket.addEventListener('message', ({ data }) => {
      switch (stepOf(String(data))) {
        case 'opened':
          socket.send(CONNECT);
          break;
        case 'connected':
          asked = performance.now();
          socket.send(EVENT);
          break;
        case 'answered':
          settle(performance.now() - asked);
          break;
        case 'ping':
          socket.send(PONG);
          break;
        case 'refused':
          settle(null);
      }
    });
    socket.addEventListener('error', () => settle(null));
    socket.addEventListener('close', () => settle(null));
    return () => socket.close();
  });
  return roundTripTime === null
    ? warning(
        'websocket-blocked',
        'No WebSocket gets through to the server.',
        'Let the proxy, firewall or virus scanner in between pass WebSockets to /socket.io/ (headers Upgrade and Connection). Until then signals take the slower way of the next line.',
      )
    : passed('websocket-serves', 'Signals go over a WebSocket.', {
        duration: performance.now() - began,
        roundTripTime,
      });
}
