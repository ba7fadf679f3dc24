// What a call's door asks for: it comes to who stands before one.
import { late } from '../state/late.ts';
import { latePart } from './late-part.tsx';

const doors = late(() => import('../doors/index.ts'));

export const Knocking = latePart(doors, (parts) => parts.Knocking, doors.fetch);
export const PasswordField = latePart(doors, (parts) => parts.PasswordField, doors.fetch);
