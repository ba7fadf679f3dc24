// Pure rules: what may happen to a call. They know no database, no clock and no door.
export * from './appending.ts';
export * from './changing.ts';
export * from './entering.ts';
export * from './facts.ts';
export * from './joining.ts';
export * from './knocking.ts';
export * from './leaving.ts';
export * from './presence.ts';
export * from './refusals.ts';
export * from './reporting.ts';
