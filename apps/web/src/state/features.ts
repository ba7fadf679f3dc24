// What the page's rooms have beside pictures and controls. Each comes with the room.
import type { RoomFeature } from '@parley/call-view/room/room-feature.ts';
import { CALL_FEATURES } from '@parley/call-view/features.ts';
import { late } from '@parley/call-view/state/late.ts';

export const PAGE_FEATURES: readonly RoomFeature[] = [
  ...CALL_FEATURES,
  { name: 'timeline', ...late(() => import('../timeline/in-room.tsx')) },
  { name: 'verification', ...late(() => import('@parley/call-view/verification/index.tsx')) },
];
