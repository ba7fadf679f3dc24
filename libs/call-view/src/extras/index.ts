// What a call does without, fetched while one looks at oneself: devices to choose from, the microphone's level, what "More"
// unfolds, the frame of side panels.
export { DeviceFields } from './device-fields.tsx';
export { LevelMeter } from './level-meter.tsx';
export { MoreSheet } from './more-sheet.tsx';
export { SidePanel } from './side-panel.tsx';
