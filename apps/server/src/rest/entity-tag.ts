// Versions as entity tags (RFC 9110, section 8.8.3) and the condition `If-Match` (section 13.1.1).

/** `opaque-tag`s of a list, each with what stands before it. */
const ENTITY_TAG = /(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/g;
const VERSION = /^(?:0|[1-9]\d{0,14})$/;

export function entityTag(version: number): string {
  return `"${version}"`;
}

/**
 * The versions that `If-Match` names; undefined without the header, `'*'` for any.
 * Weak tags and tags that this server never gave match nothing.
 */
export function ifMatch(header: string | undefined): readonly number[] | '*' | undefined {
  if (header === undefined) return undefined;
  if (header.trim() === '*') return '*';
  return [...header.matchAll(ENTITY_TAG)]
    .filter(([, weak, tag]) => weak === undefined && VERSION.test(tag ?? ''))
    .map(([, , tag]) => Number(tag));
}
