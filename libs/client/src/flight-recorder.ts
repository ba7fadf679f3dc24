// The entry `@parley/client/flight-recorder`: what happens to a call at this side, kept with the call; and the whole of it, read.
export type { ReportedEntry, ReportedFact, TimelineEntry } from '@parley/protocol';
export { FlightRecorder, type FlightRecorderOptions } from './flight-recorder/flight-recorder.ts';
export { readTimeline, type Timeline, type TimelineSource } from './flight-recorder/read-timeline.ts';
export { timelineKey } from './flight-recorder/timeline-key.ts';
