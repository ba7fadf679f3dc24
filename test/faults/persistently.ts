// Asks over REST, again while the server, or the proxy in front of it, cannot serve.
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from '../support/rest-api.ts';

const ASK_AGAIN_MS = 50;
/** Bad Gateway, Service Unavailable, Gateway Timeout (RFC 9110, section 15.6). */
const PUT_OFF: ReadonlySet<number> = new Set([502, 503, 504]);

/** The first answer that is not put off. */
export async function persistently<Body>(ask: () => Promise<Answer<Body>>): Promise<Answer<Body>> {
  for (;;) {
    const answer = await ask().catch(() => null);
    if (answer && !PUT_OFF.has(answer.status)) return answer;
    await pause(ASK_AGAIN_MS);
  }
}
