// Bodies are JSON in UTF-8 (RFC 8259, section 8.1), whatever their Content-Type says.
import { badBody } from './refusal-of.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The value of a body as it came; nothing counts as `{}`. @throws Refusal invalid-payload */
export function readJson(body: unknown): unknown {
  if (!(body instanceof Uint8Array) || body.length === 0) return {};
  try {
    return JSON.parse(utf8.decode(body));
  } catch (error) {
    throw badBody('The body is not JSON in UTF-8.', error);
  }
}
