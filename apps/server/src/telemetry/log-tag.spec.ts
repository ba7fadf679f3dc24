import { logTag } from './log-tag.ts';

it('is what sha256sum says of the id, cut to twelve characters', () => {
  // printf %s Uqs8xX3bq0n2bVb1 | sha256sum | cut -c1-12
  expect(logTag('Uqs8xX3bq0n2bVb1')).toBe('42b7cc2af56f');
});

it('takes any id, for a path may name anything', () => {
  for (const id of ['', '\0', '😀', 'x'.repeat(10_000)]) expect(logTag(id)).toMatch(/^[0-9a-f]{12}$/);
});
