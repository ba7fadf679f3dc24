// Another participant: the picture, or a quiet place with the name while there is none.
import { useComputed } from '@preact/signals';
import type { Rect } from '../parts/geometry.ts';
import type { CurrentCall, Other } from '../state/current-call.ts';
import { PersonQuality } from '../late/insight.ts';
import { WORDS } from '../words/words.ts';
import { PersonSigns } from './feature-slot.tsx';
import type { RoomDesk } from './room-desk.ts';
import { PersonVideo } from './remote-video.tsx';
import { Tile } from './tile.tsx';
import type { Tools } from './tools.ts';

export interface PersonTileProps {
  other: Other;
  at: Rect;
  /** Whether this is the only picture: the room's own words tell the rest. */
  alone: boolean;
  tools: Tools;
  call: CurrentCall;
  desk: RoomDesk;
}

export function PersonTile({ other, at, alone, tools, call, desk }: PersonTileProps) {
  const { id, stream, hasVideo, standing } = other;
  const name = other.name ?? WORDS.guest;
  const words = standing === 'here' ? null : WORDS.call.standing[standing];
  const signs = <PersonSigns call={call} desk={desk} other={other} />;
  const caption = !alone && (
    <>
      <span class="tag-name">{name}</span>
      {signs}
      {words ? <span class="tag-standing">{words}</span> : <PersonQuality call={call} of={id} />}
    </>
  );
  return (
    <Tile
      at={at}
      fills={alone}
      dimmed={standing === 'reconnecting' || standing === 'failed'}
      speaking={useComputed(() => !alone && tools.sound.speaking.value.includes(id)).value}
      caption={caption}
    >
      <PersonVideo name={name} stream={stream} dark={!hasVideo} sound={tools.sound} />
      {alone && signs}
      {!hasVideo && (
        <div class="picture-empty">
          <span class="initial" aria-hidden="true">
            {[...name][0]?.toUpperCase()}
          </span>
          <p>
            {alone && name}
            <span class="quiet small picture-off">{words ?? WORDS.call.pictureOff}</span>
          </p>
        </div>
      )}
    </Tile>
  );
}
