// How the log names a call or a participant: the same on every server, and of no use to who reads it and has no id.
import { hash } from 'node:crypto';

const CHARACTERS = 12;

/**
 * The first 12 characters of its id's SHA-256: an id itself may be all it takes to join a call.
 * From a shell: `printf %s "$ID" | sha256sum | cut -c1-12`.
 */
export function logTag(id: string): string {
  return hash('sha256', id).slice(0, CHARACTERS);
}
