// What JSON is made of, measured without recursion of our own: sizes in bytes, depth, characters. Pure; knows no DTO.

export type JsonObject = Record<string, unknown>;

/** A JSON object: no array, no null, no instance of a class (a Buffer is one). From whatever realm it came. */
export function isJsonObject(value: unknown): value is JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Text that any database and any peer can take back unchanged: without NUL and without lone surrogates. */
export function isCleanText(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('\0') && value.isWellFormed();
}

/** Whether a text has `min` to `max` characters, counted as Unicode code points. */
export function hasCharacters(text: string, min: number, max: number): boolean {
  if (text.length > 2 * max) return false;
  if (text.length <= max && min <= 1) return text.length >= min;
  let characters = 0;
  for (const _ of text) characters += 1;
  return characters >= min && characters <= max;
}

/** Whether a text is over `limit` bytes in UTF-8. Anything but a text is not: its shape is wrong, not its size. */
export function isTextOver(value: unknown, limit: number): boolean {
  // A code unit is at most three bytes: what is short needs no count.
  return typeof value === 'string' && value.length * 3 > limit && Buffer.byteLength(value) > limit;
}

/** Whether a value is over `limit` bytes as JSON. */
export function isJsonOver(value: unknown, limit: number): boolean {
  if (isJsonObject(value) && mostBytes(value) <= limit) return false;
  try {
    return isTextOver(JSON.stringify(value), limit);
  } catch (error) {
    // Nested so deep that writing it ran out of stack: far over any limit of ours.
    if (error instanceof RangeError) return true;
    throw error;
  }
}

/** An upper bound of an object's bytes as JSON, without writing it; Infinity when only writing it would tell. */
function mostBytes(object: JsonObject): number {
  let most = 2;
  for (const name in object) {
    const value = object[name];
    // A code unit is at most six bytes, as an escape; a number has at most 24 characters. With quotes, colon and comma.
    if (typeof value === 'string') most += 6 * (name.length + value.length) + 6;
    else if (typeof value === 'object' && value !== null) return Infinity;
    else most += 6 * name.length + 28;
  }
  return most;
}

/**
 * Whether a value is plain JSON nested at most `depth` deep (an object or array of bare values is 1 deep), its texts
 * clean and its numbers finite: 1e999 would come back as null. An own `__proto__` is refused, since a copy would lose it.
 */
export function isCleanJson(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case 'string':
      return isCleanText(value);
    case 'number':
      return Number.isFinite(value);
    case 'boolean':
      return true;
    case 'object':
      if (value === null) return true;
      if (depth === 0) return false;
      if (Array.isArray(value)) return value.every((item) => isCleanJson(item, depth - 1));
      return (
        isJsonObject(value) &&
        Object.keys(value).every((key) => key !== '__proto__' && isCleanText(key) && isCleanJson(value[key], depth - 1))
      );
    default:
      return false;
  }
}
