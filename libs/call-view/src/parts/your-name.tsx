// The name that the others see; nothing is asked where it is known.
import { WORDS } from '../words/words.ts';
import { useCallView } from './call-view-context.ts';
import { TextField } from './text-field.tsx';

export function YourName() {
  const { yourName, givenName } = useCallView();
  if (givenName.value !== null) return null;
  return (
    <TextField
      name={WORDS.wayIn.yourName}
      value={yourName}
      placeholder={WORDS.wayIn.optional}
      maxLength={100}
      autocomplete="name"
    />
  );
}
