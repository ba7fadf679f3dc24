// What every room may have beside pictures and controls, wherever it is shown: one line for each, its chunk loaded with the
// room. What only the page has stands with the page.
import type { RoomFeature } from './room/room-feature.ts';
import { late } from './state/late.ts';

export const CALL_FEATURES: readonly RoomFeature[] = [
  { name: 'chat', ...late(() => import('./chat/index.ts')) },
  { name: 'files', ...late(() => import('./files/index.ts')) },
  { name: 'moderation', whileWaiting: true, ...late(() => import('./moderation/index.tsx')) },
  { name: 'verification', ...late(() => import('./verification/index.tsx')) },
];
