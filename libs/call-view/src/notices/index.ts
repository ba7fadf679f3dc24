// What is shown when something went wrong, or is over.
export { CallNotice } from './call-notice.tsx';
export { End } from './end.tsx';
export { ReasonNotice } from './reason-notice.tsx';
export { TroubleNotice } from './trouble-notice.tsx';
export { TroubleView } from './trouble.tsx';
