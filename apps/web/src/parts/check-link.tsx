// The way to the connection check.
import { ChevronRight } from 'lucide';
import { PAGE_WORDS } from '../words/page-words.ts';
import { Icon } from '@parley/call-view/parts/icon.tsx';
import { usePage } from './page-context.ts';

export function CheckLink({ children }: { children: string }) {
  const page = usePage();
  const follow = (event: MouseEvent): void => {
    event.preventDefault();
    page.toCheck();
  };
  return (
    <a class="button text slim" href="/check" title={PAGE_WORDS.check.title} onClick={follow}>
      {children} <Icon of={ChevronRight} />
    </a>
  );
}
