// The own picture as one of the tiles, where a corner of its own would cover what the others show.
import { MicOff } from 'lucide';
import type { Rect } from '../parts/geometry.ts';
import { Icon } from '../parts/icon.tsx';
import { usePage } from '../parts/page-context.ts';
import { Video } from '../parts/video.tsx';
import { WORDS } from '../words/words.ts';
import { Tile } from './tile.tsx';

export function OwnTile({ at }: { at: Rect }) {
  const { own } = usePage();
  const seen = own.cameraOn.value;
  const caption = (
    <>
      {!own.microphoneOn.value && <Icon of={MicOff} />}
      {WORDS.you}
    </>
  );
  return (
    <Tile at={at} caption={caption}>
      <Video name={WORDS.you} stream={own.media.stream} muted dark={!seen} mirrored={!own.facesAway.value} />
      {!seen && <p class="picture-empty quiet small">{WORDS.call.pictureOff}</p>}
    </Tile>
  );
}
