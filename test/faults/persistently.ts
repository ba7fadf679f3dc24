// Asks a server over REST, again while it cannot be reached or cannot serve.
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from '../support/rest-api.ts';

const ASK_AGAIN_MS = 50;

/** The first answer that is not put off. */
export async function persistently<Body>(ask: () => Promise<Answer<Body>>): Promise<Answer<Body>> {
  for (;;) {
    const answer = await ask().catch(() => null);
    if (answer && answer.status !== 503) return answer;
    await pause(ASK_AGAIN_MS);
  }
}
