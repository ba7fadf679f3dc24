// The links in a text. Pure; what comes out is shown as text and as anchors, never as HTML.

export interface TextPart {
  readonly text: string;
  /** The address, of http or https alone; null for what is no link. */
  readonly href: string | null;
}

const CANDIDATE = /\bhttps?:\/\/[^\s<>"“”]+/gi;

/** What ends a sentence belongs to it, not to the address; a bracket does when it was opened within. */
const TRAILING = /[.,:;!?'’…]+$/;

export function linked(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(CANDIDATE)) {
    const address = trimmed(found);
    const href = hrefOf(address);
    if (href) {
      if (index > from) parts.push({ text: text.slice(from, index), href: null });
      parts.push({ text: address, href });
      from = index + address.length;
    }
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null });
  return parts;
}

function trimmed(found: string): string {
  let address = found.replace(TRAILING, '');
  while (address.endsWith(')') && count(address, ')') > count(address, '(')) {
    address = address.slice(0, -1).replace(TRAILING, '');
  }
  return address;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function hrefOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, href, hostname } = new URL(address);
  return hostname && (protocol === 'https:' || protocol === 'http:') ? href : null;
}
