// Trouble that holds one up: it has the view to itself.
import type { ComponentChildren } from 'preact';
import { useCallView } from '../parts/call-view-context.ts';
import { Main } from '../parts/main.tsx';
import { TroubleNotice } from './trouble-notice.tsx';
import type { RemedyAction } from '../words/trouble-words.ts';
import type { PaperProps } from '../views/view-props.ts';

export interface TroubleViewProps extends PaperProps {
  /** What can be done here beside trying again. */
  remedies: Partial<Record<RemedyAction, () => unknown>>;
  /** Where else one can go from here. */
  children?: ComponentChildren;
}

export function TroubleView({ head, remedies, children }: TroubleViewProps) {
  const view = useCallView();
  const trouble = view.trouble.value;
  return (
    <div class="page">
      {head}
      <Main class="one-column">
        {trouble && (
          <TroubleNotice
            heading
            trouble={trouble}
            busy={view.busy.value}
            remedies={{ retry: () => view.tryAgain(), ...remedies }}
          />
        )}
        {children}
      </Main>
    </div>
  );
}
