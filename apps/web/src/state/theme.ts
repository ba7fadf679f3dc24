// Light or dark: the system's choice until the person makes one. public/theme.js applies a kept one before the first paint.
import { signal } from '@preact/signals';
import { forGood, keep } from '@parley/call-view/state/kept.ts';

export type Theme = 'light' | 'dark';

const shown = (): Theme => {
  const chosen = document.documentElement.dataset['theme'];
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
};

export const theme = signal<Theme>(shown());
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => (theme.value = shown()));

export function toggleTheme(): void {
  const next = theme.value === 'dark' ? 'light' : 'dark';
  document.documentElement.dataset['theme'] = next;
  keep(forGood, 'parley.theme', next);
  theme.value = next;
}
