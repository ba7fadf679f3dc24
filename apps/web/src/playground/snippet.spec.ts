import { snippetOf } from './snippet.ts';

const server = 'https://calls.example';

describe('the lines to copy', () => {
  it('are two where nothing was changed', () => {
    expect(snippetOf({ server, attributes: { name: null, autojoin: false }, styles: { height: '' } })).toBe(
      '<script src="https://calls.example/parley.js"></script>\n<parley-call></parley-call>',
    );
  });

  it('name what was, each attribute on a line of its own where they are many', () => {
    const attributes = { call: 'x', name: 'Ada "the first" & only', features: '', autojoin: true };
    expect(snippetOf({ server, attributes, styles: {} })).toBe(
      [
        '<script src="https://calls.example/parley.js"></script>',
        '<parley-call',
        '  call="x"',
        '  name="Ada &quot;the first&quot; &amp; only"',
        '  features=""',
        '  autojoin',
        '></parley-call>',
      ].join('\n'),
    );
  });

  it('carry its look', () => {
    const styles = { height: '30rem', '--parley-accent': 'red', '--parley-font': '' };
    expect(snippetOf({ server, attributes: { theme: 'dark' }, styles })).toContain(
      '<parley-call theme="dark"></parley-call>\n<style>\n  parley-call {\n    height: 30rem;\n    --parley-accent: red;\n  }\n</style>',
    );
  });
});
