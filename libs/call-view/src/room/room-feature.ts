// What a room may have beside pictures and controls: each comes as a chunk of its own, once the room stands, and has its
// places in it. Nothing here knows which there are: whoever shows a room says so.
import type { ComponentType } from 'preact';
import type { CurrentCall, Other } from '../state/current-call.ts';
import type { Late } from '../state/late.ts';
import type { RoomDesk } from './room-desk.ts';

/** What each component of a feature is given. What it must remember of a call it keeps by the call, as tools.ts does. */
export interface FeatureProps {
  call: CurrentCall;
  desk: RoomDesk;
}

export interface PersonSignProps extends FeatureProps {
  other: Other;
}

/** The places in a room that a feature may fill. */
export interface FeatureParts {
  /** A round button of the bar, before "More". */
  BarButton?: ComponentType<FeatureProps>;
  /** A round button of the bar, beside "Hang up". */
  BarEnd?: ComponentType<FeatureProps>;
  /** While one is alone in the call, before the link and after it. */
  WaitingHead?: ComponentType<{ call: CurrentCall }>;
  WaitingEnd?: ComponentType<{ call: CurrentCall }>;
  /** A line of the sheet that "More" unfolds. */
  MoreLine?: ComponentType<FeatureProps>;
  /** A quiet line at the room's top: something goes on that one should not forget. */
  RoomLine?: ComponentType<FeatureProps>;
  /** A small sign on somebody's picture. */
  PersonSign?: ComponentType<PersonSignProps>;
  /** Beside the pictures, or over them where there is no room beside: shown while `desk.shown` is the feature's name. */
  SidePanel?: SidePanelParts;
  /** Called once for each call, as early as it can be: what is put on the call now is in its first offer. */
  begin?: (call: CurrentCall) => void;
  /** Over everything, as long as the room stands: a dialog, or a place to drop things. */
  Overlay?: ComponentType<FeatureProps>;
}

export interface SidePanelParts {
  title: string;
  Content: ComponentType<FeatureProps>;
}

export interface RoomFeature extends Late<FeatureParts> {
  /** By which it is asked for, and shown. */
  readonly name: string;
  /** Whether it is wanted as soon as one is alone in the call. */
  readonly whileWaiting?: true;
}
