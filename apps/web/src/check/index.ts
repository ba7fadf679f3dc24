// All that is needed only at /check.
export { CheckPanel } from './check-panel.tsx';
