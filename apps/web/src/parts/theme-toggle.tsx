// Light or dark, by hand.
import { RoundButton } from '@parley/call-view/parts/button.tsx';
import { Moon, Sun } from 'lucide';
import { theme, toggleTheme } from '../state/theme.ts';
import { PAGE_WORDS } from '../words/page-words.ts';

export function ThemeToggle() {
  const dark = theme.value === 'dark';
  return (
    <RoundButton
      name={dark ? PAGE_WORDS.theme.toLight : PAGE_WORDS.theme.toDark}
      icon={dark ? Sun : Moon}
      tone="bare"
      onPress={toggleTheme}
    />
  );
}
