// A link that can be read, and a button that copies it.
import { useSignal } from '@preact/signals';
import { Check, Copy } from 'lucide';
import { useId, useRef } from 'preact/hooks';
import { WORDS } from '../words/words.ts';
import { Button } from './button.tsx';

export function CopyLink({ link }: { link: string }) {
  const id = useId();
  const line = useRef<HTMLInputElement>(null);
  const copied = useSignal(false);

  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link);
    } catch {
      // No clipboard outside of a secure context: the old way, from the selected text.
      line.current?.select();
      document.execCommand('copy');
    }
    copied.value = true;
  };

  return (
    <div class="stack copy-link">
      <label class="unseen" for={id}>
        {WORDS.waiting.link}
      </label>
      <input
        ref={line}
        id={id}
        class="input"
        readOnly
        value={link}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <div class="copy-line">
        <Button voice="primary" icon={copied.value ? Check : Copy} onPress={copy}>
          {WORDS.waiting.copy}
        </Button>
        <span class="quiet" aria-live="polite">
          {copied.value && WORDS.waiting.copied}
        </span>
      </div>
    </div>
  );
}
