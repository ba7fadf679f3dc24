// The digest of a content as docs/files.md has it, by Node's own SHA-256.
import { createHash } from 'node:crypto';

const BLOCK = 1024 * 1024;

/** In hexadecimal. */
export function digestOf(content: Uint8Array): string {
  const whole = createHash('sha256');
  for (let position = 0; position < content.length; position += BLOCK) {
    const block = content.subarray(position, position + BLOCK);
    whole.update(createHash('sha256').update(block).digest());
  }
  return whole.digest('hex');
}
