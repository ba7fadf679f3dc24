// Fields: a name above, one line to fill in or to choose from; and a switch, its name beside it.
import type { Signal } from '@preact/signals';
import { ChevronDown } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from './icon.tsx';

export interface TextFieldProps {
  name: string;
  value: Signal<string>;
  placeholder?: string;
  maxLength?: number;
  autocomplete?: string;
  inputMode?: 'text' | 'url';
  /** What is wrong with the value. */
  error?: string | null;
  /** A button at its side. */
  children?: ComponentChildren;
}

export function TextField({ name, value, error, children, ...input }: TextFieldProps) {
  const id = useId();
  const line = (
    <input
      {...input}
      id={id}
      class="input"
      type="text"
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

export interface Choice {
  value: string;
  label: string;
}

export interface SelectFieldProps {
  name: string;
  value: string;
  choices: readonly Choice[];
  onChoose: (value: string) => unknown;
}

export function SelectField({ name, value, choices, onChoose }: SelectFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{name}</label>
      <div class="select">
        <select
          id={id}
          class="input"
          value={value}
          onChange={({ currentTarget }) => void onChoose(currentTarget.value)}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value} selected={choice.value === value}>
              {choice.label}
            </option>
          ))}
        </select>
        <Icon of={ChevronDown} />
      </div>
    </div>
  );
}

export interface SwitchFieldProps {
  name: string;
  on: boolean;
  /** What was switched has not happened yet. */
  busy?: boolean;
  onSwitch: (on: boolean) => unknown;
}

export function SwitchField({ name, on, busy, onSwitch }: SwitchFieldProps) {
  return (
    <button
      type="button"
      class="switch"
      role="switch"
      aria-checked={on}
      aria-disabled={busy ? 'true' : undefined}
      onClick={() => void (busy || onSwitch(!on))}
    >
      {name}
      <i aria-hidden="true" />
    </button>
  );
}
