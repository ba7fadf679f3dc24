// What is shown when something goes wrong, or is over: it comes while all is well.
import { late } from '../state/late.ts';
import { latePart } from './late-part.tsx';

const notices = late(() => import('../notices/index.ts'));

export const fetchNotices = notices.fetch;
export const CallNotice = latePart(notices, (parts) => parts.CallNotice);
export const End = latePart(notices, (parts) => parts.End);
export const ReasonNotice = latePart(notices, (parts) => parts.ReasonNotice);
export const TroubleNotice = latePart(notices, (parts) => parts.TroubleNotice);
export const TroubleView = latePart(notices, (parts) => parts.TroubleView);
