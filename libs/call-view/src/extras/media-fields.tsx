// How the own picture and sound are made: the size of the picture, and what is done to the sound.
import { PROCESSED_SOUND, VIDEO_PRESETS, type VideoPreset } from '@parley/client/media-presets';
import { SelectField, SwitchField } from '../parts/field.tsx';
import { useCallView } from '../parts/call-view-context.ts';
import { WORDS } from '../words/words.ts';

const PRESETS: readonly VideoPreset[] = ['full', 'high', 'standard', 'low'];
const SOUND = ['noiseSuppression', 'echoCancellation', 'autoGainControl'] as const;

const isPreset = (value: string): value is VideoPreset => PRESETS.some((preset) => preset === value);

export function PictureField() {
  const { own } = useCallView();
  const { picture, presets } = WORDS.more;
  const choose = (value: string): void => {
    if (isPreset(value)) void own.usePicture(value, VIDEO_PRESETS[value]);
  };
  return (
    <SelectField
      name={picture}
      value={own.picture.value || 'standard'}
      choices={PRESETS.map((value) => ({ value, label: presets[value] }))}
      onChoose={choose}
    />
  );
}

/** Nothing while there is no microphone to ask. */
export function SoundSwitches() {
  const { own } = useCallView();
  const settings = own.audioTrack.value?.getSettings();
  if (!settings) return null;
  return (
    <div class="sheet-part switches">
      {SOUND.map((name) => (
        <SwitchField
          key={name}
          name={WORDS.more.sound[name]}
          on={Boolean(settings[name] ?? PROCESSED_SOUND[name])}
          busy={own.busy.value}
          onSwitch={(on) => own.useSound({ [name]: on })}
        />
      ))}
    </div>
  );
}
