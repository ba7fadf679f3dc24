// The own picture as one of the tiles, where a corner of its own would cover what the others show.
import { useComputed } from '@preact/signals';
import { MicOff } from 'lucide';
import type { Rect } from '../parts/geometry.ts';
import { Icon } from '../parts/icon.tsx';
import { useCallView } from '../parts/call-view-context.ts';
import { OwnVideo } from '../parts/own-video.tsx';
import { WORDS } from '../words/words.ts';
import { Tile } from '../room/tile.tsx';
import type { Tools } from '../room/tools.ts';

export interface OwnTileProps {
  at: Rect;
  /** This side's own id in the call. */
  id: string;
  tools: Tools;
}

export function OwnTile({ at, id, tools }: OwnTileProps) {
  const { own } = useCallView();
  const seen = own.cameraOn.value;
  const caption = (
    <>
      {!own.microphoneOn.value && <Icon of={MicOff} />}
      {WORDS.you}
    </>
  );
  return (
    <Tile at={at} speaking={useComputed(() => tools.sound.speaking.value.includes(id)).value} caption={caption}>
      <OwnVideo />
      {!seen && <p class="picture-empty quiet small">{WORDS.call.pictureOff}</p>}
    </Tile>
  );
}
