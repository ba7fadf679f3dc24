// Attributes as properties: each is the other, as HTML's own elements have it. https://html.spec.whatwg.org/#reflect

/** The names of the attributes that say something by their value, which are their properties' names too. */
export const TEXTS = ['server', 'call', 'name', 'token', 'features', 'link', 'theme'] as const;
export type TextAttribute = (typeof TEXTS)[number];

/** An attribute's value; null without it. Null or undefined takes it away. */
export function setText(element: Element, name: TextAttribute, value: string | null | undefined): void {
  if (value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/**
 * Gives what was set on the element before it was defined to its accessors, which the values hide until then.
 *
 * @see https://web.dev/articles/custom-elements-best-practices
 */
export function upgradeProperties(element: Element, names: readonly string[]): void {
  for (const name of names) {
    if (!Object.hasOwn(element, name)) continue;
    const value: unknown = Reflect.get(element, name);
    Reflect.deleteProperty(element, name);
    Reflect.set(element, name, value);
  }
}
