// The button beside the chat's field: picks files and offers them to whom the next message would go.
import { Paperclip } from 'lucide';
import type { FunctionComponent } from 'preact';
import { useRef } from 'preact/hooks';
import { RoundButton } from '../parts/button.tsx';
import { FILE_WORDS } from './file-words.ts';

export function attachButton(
  offer: (files: Iterable<File>, to: string | null) => void,
): FunctionComponent<{ to: string | null }> {
  return function AttachButton({ to }) {
    const input = useRef<HTMLInputElement>(null);
    return (
      <>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          onChange={({ currentTarget }) => {
            offer(Array.from(currentTarget.files ?? []), to);
            // So that the same file can be picked once more.
            currentTarget.value = '';
          }}
        />
        <RoundButton name={FILE_WORDS.attach} icon={Paperclip} tone="bare" onPress={() => input.current?.click()} />
      </>
    );
  };
}
