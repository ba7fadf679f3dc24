// The screen that someone shares, shown whole.
import type { Rect } from '../parts/geometry.ts';
import { usePage } from '../parts/page-context.ts';
import { Video } from '../parts/video.tsx';
import type { Other } from '../state/current-call.ts';
import { WORDS } from '../words/words.ts';
import { Tile } from './tile.tsx';

export function ScreenTile({ other, at }: { other: Other; at: Rect }) {
  const { own } = usePage();
  const words = WORDS.call.screenOf(other.name ?? WORDS.guest);
  return (
    <Tile at={at} dimmed={other.standing === 'reconnecting'} caption={words}>
      <Video name={words} stream={other.screen} whole speakerId={own.speakerId.value} />
    </Tile>
  );
}
