// The password that a call asks newcomers for, and whether it was the right one.
import { useEffect, useRef } from 'preact/hooks';
import { useCallView } from '../parts/call-view-context.ts';
import { TextField } from '../parts/text-field.tsx';
import { DOOR_WORDS } from './door-words.ts';

export function PasswordField() {
  const { password, door } = useCallView();
  const place = useRef<HTMLDivElement>(null);
  const refused = door.value;
  const { required, wrong } = DOOR_WORDS;
  // Whoever pressed "Join" goes on here.
  useEffect(() => {
    if (refused) place.current?.querySelector('input')?.select();
  }, [refused]);
  return (
    <div ref={place}>
      <TextField
        name={DOOR_WORDS.password}
        value={password}
        masked
        maxLength={128}
        autocomplete="off"
        error={refused && (refused.asks === 'wrong-password' ? wrong : required)}
      />
    </div>
  );
}
