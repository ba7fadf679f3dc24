// What a call does without: it comes while one looks at oneself.
import { late } from '../state/late.ts';
import { latePart } from './late-part.tsx';

const extras = late(() => import('../extras/index.ts'));

export const fetchExtras = extras.fetch;
export const DeviceFields = latePart(extras, (parts) => parts.DeviceFields);
export const LevelMeter = latePart(extras, (parts) => parts.LevelMeter);
export const MoreSheet = latePart(extras, (parts) => parts.MoreSheet);
export const SidePanel = latePart(extras, (parts) => parts.SidePanel);
