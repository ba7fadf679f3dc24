// The lines to copy into a page of one's own, from what was tried. Pure.

export interface Tried {
  /** The server's origin. */
  server: string;
  /** In the order in which they are written; empty ones are left out, but for `features`, where nothing is something. */
  attributes: Readonly<Record<string, string | boolean | null>>;
  /** Custom properties and sizes; empty ones are left out. */
  styles: Readonly<Record<string, string>>;
}

export function snippetOf({ server, attributes, styles }: Tried): string {
  const written = Object.entries(attributes).flatMap(([name, value]) => {
    if (value === null || value === false) return [];
    return value === true ? [name] : [`${name}="${escaped(value)}"`];
  });
  const tag =
    written.length > 2 ? `<parley-call\n  ${written.join('\n  ')}\n>` : `<${['parley-call', ...written].join(' ')}>`;
  const rules = Object.entries(styles).flatMap(([name, value]) => (value === '' ? [] : [`    ${name}: ${value};`]));
  const look = rules.length > 0 ? ['<style>', '  parley-call {', ...rules, '  }', '</style>'] : [];
  return [`<script src="${server}/parley.js"></script>`, `${tag}</parley-call>`, ...look].join('\n');
}

const escaped = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
