// What the page's rooms have beside pictures and controls: what every room may have, and what only the page has.
import type { RoomFeature } from '@parley/call-view/room/room-feature.ts';
import { CALL_FEATURES } from '@parley/call-view/features.ts';
import { late } from '@parley/call-view/state/late.ts';

export const PAGE_FEATURES: readonly RoomFeature[] = [
  ...CALL_FEATURES,
  { name: 'timeline', ...late(() => import('../timeline/in-room.tsx')) },
];
