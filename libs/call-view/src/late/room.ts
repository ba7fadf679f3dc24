// The room: fetched while there is time, so that it is there when someone comes.
import { late } from '../state/late.ts';
import { latePart } from './late-part.tsx';

const room = late(() => import('../room/index.ts'));

export const fetchRoom = room.fetch;
export const Room = latePart(room, (parts) => parts.Room);
