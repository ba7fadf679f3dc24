// How a view reaches the page's store.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Page } from '../state/page.ts';

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('A view was rendered outside of its PageContext.');
  return page;
}
