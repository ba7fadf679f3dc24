// The head of the paper screens: the name of the thing, and its look.
import { Moon, Sun } from 'lucide';
import type { ComponentChildren } from 'preact';
import { theme, toggleTheme } from '../state/theme.ts';
import { PAGE_WORDS } from '../words/page-words.ts';
import { RoundButton } from '@parley/call-view/parts/button.tsx';
import { CheckLink } from './check-link.tsx';
import { usePage } from './page-context.ts';

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

export function Head({ children }: { children?: ComponentChildren }) {
  const page = usePage();
  const toStart = (event: MouseEvent): void => {
    event.preventDefault();
    page.toStart();
  };
  return (
    <header class="head">
      {children ?? (
        <a class="brand" href="/" onClick={toStart}>
          <img src="/favicon.svg" alt="" />
          {PAGE_WORDS.product}
        </a>
      )}
      <div class="head-tools">
        {!children && page.route.value.at !== 'check' && <CheckLink>{PAGE_WORDS.check.link}</CheckLink>}
        <ThemeToggle />
      </div>
    </header>
  );
}
