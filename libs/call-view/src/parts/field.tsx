// A field to choose from, its name above; and a switch, its name beside it.
import { ChevronDown } from 'lucide';
import { useId } from 'preact/hooks';
import { Icon } from './icon.tsx';

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
