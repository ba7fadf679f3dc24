// Microphone, camera and, on a phone with two of them, the other camera. The same buttons while waiting and in a call.
import { Mic, MicOff, SwitchCamera, Video as VideoIcon, VideoOff } from 'lucide';
import type { Device } from '@parley/client';
import { WORDS } from '../words/words.ts';
import { RoundButton } from './button.tsx';
import { useCallView } from './call-view-context.ts';

const isInTheHand = (): boolean => matchMedia('(pointer: coarse)').matches;

export function MediaButtons() {
  const { own, call } = useCallView();
  const { mute, unmute, cameraOn, cameraOff, flip, notAllowed } = WORDS.call;
  const permissions = call.value?.permissions.value;
  const forbids = (what: Device): string | false => !!permissions && !permissions.includes(what) && notAllowed;
  const heard = own.microphoneOn.value;
  const seen = own.cameraOn.value;
  return (
    <>
      <RoundButton
        name={heard ? mute : unmute}
        icon={heard ? Mic : MicOff}
        tone={heard ? undefined : 'off'}
        busy={own.busy.value}
        forbidden={forbids('microphone')}
        onPress={() => own.setMicrophone(!heard)}
      />
      <RoundButton
        name={seen ? cameraOff : cameraOn}
        icon={seen ? VideoIcon : VideoOff}
        tone={seen ? undefined : 'off'}
        busy={own.busy.value}
        forbidden={forbids('camera')}
        onPress={() => own.setCamera(!seen)}
      />
      {seen && isInTheHand() && own.cameras.value.length > 1 && (
        <RoundButton name={flip} icon={SwitchCamera} busy={own.busy.value} onPress={() => own.flipCamera()} />
      )}
    </>
  );
}
