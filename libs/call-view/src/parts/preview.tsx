// The own picture before a call: its empty state, the picture with the microphone's level, or what went wrong.
import type { ComponentChildren } from 'preact';
import { Video as VideoIcon } from 'lucide';
import { WORDS } from '../words/words.ts';
import { Button } from './button.tsx';
import { DeviceFields, LevelMeter } from '../late/extras.ts';
import { TroubleNotice } from '../late/notices.ts';
import { Icon } from './icon.tsx';
import { useCallView } from './call-view-context.ts';
import { OwnVideo } from './own-video.tsx';

/** `controls`, where there are any, lie on the picture and take the place of its start buttons. */
export function Preview({ controls }: { controls?: ComponentChildren }) {
  const { own } = useCallView();
  const seen = own.cameraOn.value;
  const track = own.audioTrack.value;
  const trouble = own.trouble.value;
  const notice = trouble && (
    <TroubleNotice
      trouble={trouble}
      busy={own.busy.value}
      remedies={{ retry: () => own.startCamera(), 'sound-only': () => own.startSound() }}
    />
  );
  return (
    <div class="stack preview-column">
      <div class="picture preview" part="picture">
        {seen && <OwnVideo />}
        {!seen && <div class="picture-empty">{notice ?? <Empty startable={!controls} />}</div>}
        {track && own.microphoneOn.value && <LevelMeter track={track} />}
        {controls && <div class="picture-tools">{controls}</div>}
      </div>
      {seen && notice}
      <DeviceFields />
    </div>
  );
}

function Empty({ startable }: { startable: boolean }) {
  const { own } = useCallView();
  const heard = own.microphoneOn.value;
  const { empty, soundOn, startCamera, soundOnly } = WORDS.preview;
  return (
    <>
      <Icon of={VideoIcon} />
      <p class="quiet">{heard ? soundOn : empty}</p>
      {startable && (
        <div class="picture-actions">
          <Button voice={heard ? 'plain' : 'primary'} busy={own.busy.value} onPress={() => own.startCamera()}>
            {startCamera}
          </Button>
          {!heard && (
            <Button voice="text" busy={own.busy.value} onPress={() => own.startSound()}>
              {soundOnly}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
