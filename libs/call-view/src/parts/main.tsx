// The part of a view that matters: the page's one, or a region of somebody's page, which has a main part of its own.
import type { ComponentChildren } from 'preact';
import { WORDS } from '../words/words.ts';
import { useCallView } from './call-view-context.ts';

export interface MainProps {
  class: string;
  children: ComponentChildren;
}

export function Main(props: MainProps) {
  const { embedded } = useCallView();
  return embedded ? <section {...props} aria-label={WORDS.call.untitled} /> : <main {...props} />;
}
