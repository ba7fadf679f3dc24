// A field: a name above, one line to fill in.
import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface TextFieldProps {
  name: string;
  value: Signal<string>;
  placeholder?: string;
  maxLength?: number;
  autocomplete?: string;
  inputMode?: 'text' | 'url';
  /** Whether nobody who looks on is to read it. */
  masked?: boolean;
  /** What is wrong with the value. */
  error?: string | null;
  /** A button at its side. */
  children?: ComponentChildren;
}

const CLEAR = { type: 'text' } as const;
const MASKED = { type: 'password' } as const;

export function TextField({ name, value, error, masked, children, ...input }: TextFieldProps) {
  const id = useId();
  const line = (
    <input
      {...input}
      {...(masked ? MASKED : CLEAR)}
      id={id}
      class="input"
      spellcheck={false}
      value={value.value}
      aria-invalid={error ? 'true' : undefined}
      aria-describedby={error ? `${id}-error` : undefined}
      onInput={({ currentTarget }) => (value.value = currentTarget.value)}
    />
  );
  return (
    <div class="field">
      <label for={id}>{name}</label>
      {children ? (
        <div class="with-button">
          {line}
          {children}
        </div>
      ) : (
        line
      )}
      {error && (
        <p class="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
