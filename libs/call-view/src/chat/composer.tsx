// The field to write in: Enter sends, Shift and Enter begins a line. What is pasted is plain text, for the field knows no other.
import { ChevronDown, SendHorizontal } from 'lucide';
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import { RoundButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { WORDS } from '../words/words.ts';
import type { CallChat } from './call-chat.ts';
import { CHAT_WORDS } from './chat-words.ts';

/** Where a focused field brings up a keyboard that covers half of the screen, it waits for a tap. */
const BY_TOUCH = '(hover: none) and (pointer: coarse)';

export function Composer({ chat }: { chat: CallChat }) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const others = chat.call.others.value;
  const excess = chat.excess.value;
  const { value: to } = chat.to;

  useEffect(() => {
    if (!matchMedia(BY_TOUCH).matches) field.current?.focus();
  }, []);

  // Firefox does not size a field by its content yet.
  useLayoutEffect(() => {
    const { current: element } = field;
    if (!element || CSS.supports('field-sizing', 'content')) return;
    element.style.height = 'auto';
    element.style.height = `${element.offsetHeight - element.clientHeight + element.scrollHeight}px`;
  }, [chat.draft.value]);

  const submit = (event: Event): void => {
    event.preventDefault();
    chat.send();
    field.current?.focus();
  };
  const press = (event: KeyboardEvent): void => {
    // While an input method composes, Enter is its own.
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event);
  };

  return (
    <form class="chat-composer" onSubmit={submit}>
      {others.length > 1 && (
        <div class="chat-to small quiet">
          <label for={`${id}-to`}>{CHAT_WORDS.to}</label>
          <div class="select">
            <select
              id={`${id}-to`}
              class="input"
              value={to ?? ''}
              onChange={({ currentTarget }) => chat.choose(currentTarget.value)}
            >
              <option value="">{CHAT_WORDS.everyone}</option>
              {others.map((other) => (
                <option key={other.id} value={other.id} selected={other.id === to}>
                  {other.name ?? WORDS.guest}
                </option>
              ))}
            </select>
            <Icon of={ChevronDown} />
          </div>
        </div>
      )}
      <div class="chat-line">
        {chat.tools.value.map((Tool, index) => (
          <Tool key={index} to={to} />
        ))}
        <label class="unseen" for={id}>
          {CHAT_WORDS.message}
        </label>
        <textarea
          ref={field}
          id={id}
          class="input"
          rows={1}
          dir="auto"
          enterkeyhint="send"
          placeholder={CHAT_WORDS.placeholder}
          value={chat.draft.value}
          aria-invalid={excess > 0 ? 'true' : undefined}
          aria-describedby={excess > 0 ? `${id}-error` : undefined}
          onInput={({ currentTarget }) => chat.write(currentTarget.value)}
          onKeyDown={press}
        />
        <RoundButton name={CHAT_WORDS.send} icon={SendHorizontal} tone="on" />
      </div>
      {excess > 0 && (
        <p class="field-error" id={`${id}-error`} role="alert">
          {CHAT_WORDS.tooLong(excess)}
        </p>
      )}
    </form>
  );
}
