import { asksFor } from './shown-features.ts';

describe('the attribute `features`', () => {
  it.each<[string | null, string, boolean]>([
    [null, 'chat', true],
    ['', 'chat', false],
    ['chat', 'chat', true],
    [' share  chat\n', 'chat', true],
    ['share', 'chat', false],
    ['chatter', 'chat', false],
  ])('%j asks for %s: %s', (features, name, asked) => {
    expect(asksFor(features, name)).toBe(asked);
  });
});
