// All that is needed only once someone else is in the call.
export { Room } from './room.tsx';
