// The room: one other fills it, several share it, a shared screen takes its stage; the bar of controls steps back.
import type { CurrentCall } from '../state/current-call.ts';
import { CallBar } from './call-bar.tsx';
import { CallNotice } from './call-notice.tsx';
import { OwnCorner } from './own-corner.tsx';
import { OwnTile } from './own-tile.tsx';
import { PersonTile } from './person-tile.tsx';
import { ScreenTile } from './screen-tile.tsx';
import { useArrangement } from './use-arrangement.ts';

/** From so many others on the own picture is a tile: four fill a grid better than three and a corner. */
const OWN_TILE_FROM = 3;

export function Room({ call }: { call: CurrentCall }) {
  const others = call.others.value;
  const sharers = others.filter((other) => other.hasScreen);
  const ownTile = sharers.length > 0 || others.length >= OWN_TILE_FROM;
  const [room, arrangement] = useArrangement({ people: others.length + Number(ownTile), screens: sharers.length });
  const { fills, people, screens } = arrangement;
  const ownPlace = people[others.length];
  return (
    <main class="room-main">
      <div ref={room} class="room-pictures" data-fills={fills ? '' : undefined}>
        {sharers.map((other, index) => (
          <ScreenTile key={`${other.id} screen`} other={other} at={screens[index]!} />
        ))}
        {others.map((other, index) => (
          <PersonTile key={other.id} other={other} at={people[index]!} alone={fills} />
        ))}
        {ownPlace && <OwnTile at={ownPlace} />}
      </div>
      {!ownPlace && <OwnCorner />}
      <CallNotice call={call} />
      <CallBar call={call} />
    </main>
  );
}
