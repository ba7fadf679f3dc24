// The report, copied for whoever helps.
import { useSignal } from '@preact/signals';
import { Check, Copy } from 'lucide';
import type { RefObject } from 'preact';
import { Button } from '@parley/call-view/parts/button.tsx';
import { CHECK_WORDS } from './check-words.ts';

export interface CopyReportProps {
  /** Null while there is none yet. */
  text: string | null;
  /** Where the report is shown. */
  shown: RefObject<HTMLElement | null>;
}

export function CopyReport({ text, shown }: CopyReportProps) {
  const copied = useSignal<string | null>(null);
  const done = text !== null && copied.value === text;

  const copy = async (): Promise<void> => {
    if (text === null) return;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      copySelected(shown.current);
    }
    copied.value = text;
  };

  return (
    <>
      <Button icon={done ? Check : Copy} busy={text === null} onPress={copy}>
        {CHECK_WORDS.copy}
      </Button>
      <span class="quiet" aria-live="polite">
        {done && CHECK_WORDS.copied}
      </span>
    </>
  );
}

/** No clipboard outside of a secure context: the old way, from the selected text, which has to be seen for it. */
function copySelected(shown: HTMLElement | null): void {
  const details = shown?.closest('details');
  if (!shown || !details) return;
  const wasOpen = details.open;
  details.open = true;
  getSelection()?.selectAllChildren(shown);
  document.execCommand('copy');
  getSelection()?.removeAllRanges();
  details.open = wasOpen;
}
