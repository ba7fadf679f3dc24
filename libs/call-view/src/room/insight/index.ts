// What nobody needs to talk: it comes once the room stands.
export { FiguresList } from './figures-list.tsx';
export { insightInto } from './insight.ts';
export { PersonQuality, RoomQuality } from './quality-sign.tsx';
