// Another participant: the picture, or a quiet place with the name while there is none.
import { useRef } from 'preact/hooks';
import type { Rect } from '../parts/geometry.ts';
import { usePage } from '../parts/page-context.ts';
import { Video } from '../parts/video.tsx';
import type { Other } from '../state/current-call.ts';
import { WORDS } from '../words/words.ts';
import { Tile } from './tile.tsx';

export interface PersonTileProps {
  other: Other;
  at: Rect;
  /** Whether this is the only picture: the room's own words tell the rest. */
  alone: boolean;
}

export function PersonTile({ other, at, alone }: PersonTileProps) {
  const { own } = usePage();
  const figure = useRef<HTMLElement>(null);
  const name = other.name ?? WORDS.guest;
  const { pictureOff, standing } = WORDS.call;
  const words = other.standing === 'here' ? null : standing[other.standing];
  const caption = !alone && (
    <>
      <span class="tag-name">{name}</span>
      {words && <span class="tag-standing">{words}</span>}
    </>
  );
  return (
    <Tile at={at} fills={alone} figure={figure} dimmed={other.standing === 'reconnecting'} caption={caption}>
      <Video name={name} stream={other.stream} dark={!other.hasVideo} speakerId={own.speakerId.value} />
      {!other.hasVideo && (
        <div class="picture-empty">
          <span class="initial" aria-hidden="true">
            {[...name][0]?.toUpperCase()}
          </span>
          <p>
            {alone && name}
            <span class="quiet small picture-off">{words ?? pictureOff}</span>
          </p>
        </div>
      )}
    </Tile>
  );
}
