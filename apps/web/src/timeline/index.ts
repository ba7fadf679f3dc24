// The timeline: a chunk of its own, fetched when someone asks for it.
export { TimelineDialog } from './timeline-dialog.tsx';
export { TimelineScreen } from './timeline-screen.tsx';
