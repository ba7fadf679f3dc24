// The screen that someone shares, shown whole.
import type { Rect } from '../parts/geometry.ts';
import type { Other } from '../state/current-call.ts';
import { WORDS } from '../words/words.ts';
import { ScreenVideo } from '../room/remote-video.tsx';
import { Tile } from '../room/tile.tsx';
import type { Tools } from '../room/tools.ts';

export function ScreenTile({ other, at, tools }: { other: Other; at: Rect; tools: Tools }) {
  const words = WORDS.call.screenOf(other.name ?? WORDS.guest);
  return (
    <Tile at={at} dimmed={other.standing !== 'here'} caption={words}>
      <ScreenVideo name={words} stream={other.screen} sound={tools.sound} />
    </Tile>
  );
}
