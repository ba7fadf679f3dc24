// Why a server of another origin does not answer: it is away, or it does not let this page in. To a page both look the same;
// what the server lets everybody load tells them apart.
import { CallError } from '@parley/client';
import { type Trouble, troubleOfKind } from '@parley/call-view/state/trouble.ts';

/** @returns null when that is not why */
export async function originRefused(error: unknown, server: string): Promise<Trouble | null> {
  const { origin } = location;
  if (!(error instanceof CallError) || error.code !== 'server-unreachable' || server === origin) return null;
  try {
    await fetch(`${server}/parley.js`, { mode: 'no-cors', cache: 'no-store' });
    return troubleOfKind('origin-refused', `PARLEY_CORS_ORIGINS=${origin}`);
  } catch {
    return null;
  }
}
