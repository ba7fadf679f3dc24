// What the attribute `features` asks for. Pure.

/** Null, which is no such attribute, is everything there is. */
export function asksFor(features: string | null, name: string): boolean {
  return features === null || features.split(/\s+/).includes(name);
}
