// Buttons: one in words, one round with an icon. Both always have a name, and none is ever dead.
import type { IconNode } from 'lucide';
import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

export interface ButtonProps {
  children: ComponentChildren;
  voice?: 'primary' | 'join' | 'danger' | 'plain' | 'text' | undefined;
  icon?: IconNode;
  wide?: boolean;
  slim?: boolean;
  /** Something it started is under way: it stays focusable, and pressing it again does nothing. */
  busy?: boolean;
  describedBy?: string;
  /** Left out, it submits its form. */
  onPress?: () => unknown;
}

export function Button({ children, voice = 'plain', icon, wide, slim, busy, describedBy, onPress }: ButtonProps) {
  return (
    <button
      type={onPress ? 'button' : 'submit'}
      part="button"
      class={['button', voice, wide && 'wide', slim && 'slim'].filter(Boolean).join(' ')}
      aria-disabled={busy ? 'true' : undefined}
      aria-describedby={describedBy}
      onClick={onPress && (() => void (busy || onPress()))}
    >
      {icon && <Icon of={icon} />}
      {children}
    </button>
  );
}

export interface RoundButtonProps {
  name: string;
  icon: IconNode;
  tone?: 'on' | 'off' | 'danger' | 'bare' | undefined;
  busy?: boolean;
  expanded?: boolean;
  describedBy?: string | undefined;
  /** Why it cannot be pressed; false while it can. */
  forbidden?: string | false | undefined;
  /** Left out, it submits its form. */
  onPress?: () => unknown;
}

export function RoundButton({ name, icon, tone, busy, expanded, describedBy, forbidden, onPress }: RoundButtonProps) {
  const idle = busy || forbidden;
  return (
    <button
      type={onPress ? 'button' : 'submit'}
      part="control"
      class={tone ? `round ${tone}` : 'round'}
      aria-label={name}
      title={forbidden || name}
      aria-disabled={idle ? 'true' : undefined}
      aria-expanded={expanded}
      aria-describedby={describedBy}
      onClick={onPress && (() => void (idle || onPress()))}
    >
      <Icon of={icon} />
    </button>
  );
}
