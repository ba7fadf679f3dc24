// The entry `@parley/client/statistics`: figures of a running call, and a word for how good it is.
export {
  QUALITY_HYSTERESIS,
  QUALITY_THRESHOLDS,
  type QualityThreshold,
  type QualityThresholds,
  type QualityWord,
} from './statistics/quality.ts';
export type {
  AudioStatistics,
  CandidatePairStatistics,
  CandidateStatistics,
  ConnectionStatistics,
  ContentStatistics,
  DirectionStatistics,
  ParticipantStatistics,
  StatisticsSnapshot,
  StreamStatistics,
  VideoStatistics,
} from './statistics/snapshot.ts';
export { SnapshotEvent, Statistics, type StatisticsEventMap, type StatisticsOptions } from './statistics/statistics.ts';
