// The head of the paper screens: the name of the thing, and its look.
import type { ComponentChildren } from 'preact';
import { PAGE_WORDS } from '../words/page-words.ts';
import { Brand } from './brand.tsx';
import { CheckLink } from './check-link.tsx';
import { ThemeToggle } from './theme-toggle.tsx';
import { usePage } from './page-context.ts';

export function Head({ children }: { children?: ComponentChildren }) {
  const page = usePage();
  const toStart = (event: MouseEvent): void => {
    event.preventDefault();
    page.toStart();
  };
  return (
    <header class="head">
      {children ?? <Brand onPress={toStart} />}
      <div class="head-tools">
        {!children && page.route.value.at !== 'check' && <CheckLink>{PAGE_WORDS.check.link}</CheckLink>}
        <ThemeToggle />
      </div>
    </header>
  );
}
