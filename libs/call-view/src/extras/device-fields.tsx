// Which camera, which microphone and, where the browser lets a page choose, which speaker. Shown once names are known.
import { useCallView } from '../parts/call-view-context.ts';
import { type Choice, SelectField } from '../parts/field.tsx';
import { WORDS } from '../words/words.ts';

const canChooseSpeaker = (): boolean => 'setSinkId' in HTMLMediaElement.prototype;

function choicesOf(devices: readonly MediaDeviceInfo[], kind: string): Choice[] {
  return devices.map(({ deviceId, label }, index) => ({
    value: deviceId,
    label: label || WORDS.devices.unnamed(kind, index + 1),
  }));
}

/** What the browser takes as long as nothing was chosen. */
const firstOf = (devices: readonly MediaDeviceInfo[]): string => devices[0]?.deviceId ?? '';

export function DeviceFields() {
  const { own } = useCallView();
  const { camera, microphone, speaker } = WORDS.devices;
  const known = (devices: readonly MediaDeviceInfo[]): boolean => devices.some((device) => device.label !== '');
  const cameras = own.cameras.value;
  const microphones = own.microphones.value;
  const speakers = own.speakers.value;
  if (!known(cameras) && !known(microphones)) return null;
  return (
    <div class="fields devices">
      {known(cameras) && (
        <SelectField
          name={camera}
          value={own.cameraId.value || firstOf(cameras)}
          choices={choicesOf(cameras, camera)}
          onChoose={(id) => own.useCamera(id)}
        />
      )}
      {known(microphones) && (
        <SelectField
          name={microphone}
          value={own.microphoneId.value || firstOf(microphones)}
          choices={choicesOf(microphones, microphone)}
          onChoose={(id) => own.useMicrophone(id)}
        />
      )}
      {canChooseSpeaker() && known(speakers) && (
        <SelectField
          name={speaker}
          value={own.speakerId.value || firstOf(speakers)}
          choices={choicesOf(speakers, speaker)}
          onChoose={(id) => (own.speakerId.value = id)}
        />
      )}
    </div>
  );
}
