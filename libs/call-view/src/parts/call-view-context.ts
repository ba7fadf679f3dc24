// How a view of a call reaches whoever shows it.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { CallView } from '../state/call-view.ts';

export const CallViewContext = createContext<CallView | null>(null);

export function useCallView(): CallView {
  const view = useContext(CallViewContext);
  if (!view) throw new Error('A view was rendered outside of its CallViewContext.');
  return view;
}
