import { linked } from './linked.ts';

const shown = (text: string): string =>
  linked(text)
    .map((part) => (part.href ? `[${part.text}]` : part.text))
    .join('');

describe('links in a text', () => {
  it.each([
    ['none', 'Hello, how are you?', 'Hello, how are you?'],
    ['alone', 'https://example.org', '[https://example.org]'],
    ['at the end of a sentence', 'See http://example.org/a.', 'See [http://example.org/a].'],
    ['in brackets', '(see https://example.org/a)', '(see [https://example.org/a])'],
    ['with brackets of its own', 'https://en.example.org/A_(b)!', '[https://en.example.org/A_(b)]!'],
    ['two of them', 'https://a.example and https://b.example', '[https://a.example] and [https://b.example]'],
    ['with a query and a fragment', 'https://a.example/?q=1&r=2#s', '[https://a.example/?q=1&r=2#s]'],
    ['in lines', 'one\nhttps://a.example\ntwo', 'one\n[https://a.example]\ntwo'],
    ['of another scheme', 'javascript:alert(1) ftp://a.example data:text/html,x', null],
    ['of no address at all', 'https:// http://?', null],
    ['as HTML', '<a href="https://a.example">x</a>', '<a href="[https://a.example]">x</a>'],
  ])('%s', (_, text, expected) => {
    expect(shown(text)).toBe(expected ?? text);
  });

  it('leads nowhere but to http and https', () => {
    for (const { href } of linked('HTTPS://A.example/ http://b.example')) {
      expect(href === null || /^https?:\/\/[ab]\.example\/$/.test(href)).toBe(true);
    }
  });
});
