// Another participant: the picture, or a quiet place with the name while there is none.
import type { Other } from '../state/current-call.ts';
import { WORDS } from '../words/words.ts';
import { usePage } from './page-context.ts';
import { Video } from './video.tsx';

export interface OtherPictureProps {
  other: Other;
  /** Whether the name is written on the picture: where there are several. */
  tagged: boolean;
}

export function OtherPicture({ other, tagged }: OtherPictureProps) {
  const { own } = usePage();
  const name = other.name ?? WORDS.guest;
  const { pictureOff, joining } = WORDS.call;
  return (
    <figure class="picture other">
      <Video name={name} stream={other.stream} dark={!other.hasVideo} speakerId={own.speakerId.value} />
      {!other.hasVideo && (
        <div class="picture-empty">
          <span class="initial" aria-hidden="true">
            {[...name][0]?.toUpperCase()}
          </span>
          <p>
            {other.connected ? name : `${name} ${joining}`}
            {other.connected && <span class="quiet small picture-off">{pictureOff}</span>}
          </p>
        </div>
      )}
      {tagged && other.hasVideo && <figcaption class="tag">{name}</figcaption>}
    </figure>
  );
}
