// What there is once the room shows more than one picture.
export { arrange } from './layout.ts';
export { OwnTile } from './own-tile.tsx';
export { ScreenTile } from './screen-tile.tsx';
