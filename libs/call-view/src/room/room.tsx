// The room: one other fills it, several share it, a shared screen takes its stage; the bar of controls steps back.
import { useEffect, useMemo } from 'preact/hooks';
import { SidePanel } from '../late/extras.ts';
import { OwnTile, ScreenTile } from '../late/group.ts';
import { CallNotice } from '../late/notices.ts';
import { Main } from '../parts/main.tsx';
import type { CurrentCall } from '../state/current-call.ts';
import { CallBar } from './call-bar.tsx';
import { FeatureSlot, useFetchedFeatures } from './feature-slot.tsx';
import { OwnCorner } from './own-corner.tsx';
import { PersonTile } from './person-tile.tsx';
import { RoomDesk } from './room-desk.ts';
import { RoomLines } from './room-lines.tsx';
import { useArrangement } from './use-arrangement.ts';
import { useTools } from './use-tools.ts';

/** From so many others on the own picture is a tile: four fill a grid better than three and a corner. */
const OWN_TILE_FROM = 3;

export function Room({ call }: { call: CurrentCall }) {
  const tools = useTools(call);
  const desk = useMemo(() => new RoomDesk(), [call]);
  const open = useFetchedFeatures().find(({ name }) => name === desk.shown.value);
  const panel = open?.parts.value?.SidePanel;
  const others = call.others.value;
  const sharers = others.filter((other) => other.hasScreen);
  const ownTile = sharers.length > 0 || others.length >= OWN_TILE_FROM;
  const [room, arrangement] = useArrangement({ people: others.length + Number(ownTile), screens: sharers.length });
  const { fills, people, screens } = arrangement;
  const ownPlace = people[others.length];
  const several = !fills;
  useEffect(() => {
    if (several) tools.sound.listen();
  }, [several, tools]);
  return (
    <Main class={panel ? 'room-main has-panel' : 'room-main'}>
      <div class="room-stage">
        <div ref={room} class="room-pictures" data-fills={fills ? '' : undefined}>
          {sharers.map((other, index) => (
            <ScreenTile key={`${other.id} screen`} other={other} at={screens[index]!} tools={tools} />
          ))}
          {others.map((other, index) => (
            <PersonTile
              key={other.id}
              other={other}
              at={people[index]!}
              alone={fills}
              tools={tools}
              call={call}
              desk={desk}
            />
          ))}
          {ownPlace && <OwnTile at={ownPlace} id={call.call.self.id} tools={tools} />}
        </div>
        {!ownPlace && <OwnCorner />}
        <RoomLines call={call} desk={desk} />
        <CallNotice call={call} />
        <CallBar call={call} desk={desk} />
      </div>
      {panel && <SidePanel key={open?.name} panel={panel} call={call} desk={desk} />}
      <FeatureSlot of="Overlay" call={call} desk={desk} />
    </Main>
  );
}
