// The way to the connection check.
import { ChevronRight } from 'lucide';
import { WORDS } from '../words/words.ts';
import { Icon } from './icon.tsx';
import { usePage } from './page-context.ts';

export function CheckLink({ children }: { children: string }) {
  const page = usePage();
  const follow = (event: MouseEvent): void => {
    event.preventDefault();
    page.toCheck();
  };
  return (
    <a class="button text slim" href="/check" title={WORDS.check.title} onClick={follow}>
      {children} <Icon of={ChevronRight} />
    </a>
  );
}
