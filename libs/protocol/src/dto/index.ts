// Entry 2, for the server: every message as a class that is type, check and document at once.
export * from './answers.dto.ts';
export * from './calls.dto.ts';
export * from './descriptions.dto.ts';
export * from './empty.dto.ts';
export * from './knocks.dto.ts';
export * from './mailboxes.dto.ts';
export * from './moderation.dto.ts';
export * from './queries.dto.ts';
export * from './seats.dto.ts';
export * from './signal-answers.dto.ts';
export * from './signals.dto.ts';
export * from './timeline.dto.ts';
export * from './timeline-answers.dto.ts';
export * from './tokens.dto.ts';
export { check } from './check.ts';
export type { Dto } from './shape.ts';
