// Draws views into an element, and takes them away again.
import { type ComponentChildren, options, render } from 'preact';
import { CallViewContext } from '../parts/call-view-context.ts';
import type { CallView } from '../state/call-view.ts';

/** Answers what takes them away. */
export function mount(view: CallView, children: ComponentChildren, root: Element): () => void {
  // What the network said comes first, drawing after it: a connection is under way before its room is drawn.
  options.debounceRendering = (draw) => setTimeout(draw);
  render(<CallViewContext.Provider value={view}>{children}</CallViewContext.Provider>, root);
  return () => render(null, root);
}
