// Entry 1, safe in a browser: the wire contract as types, names, codes and limits. The DTO classes are at `/dto`.
export * from './call.ts';
export * from './codes.ts';
export * from './events.ts';
export * from './knock.ts';
export * from './limits.ts';
export * from './permissions.ts';
export * from './refusal.ts';
export * from './signal.ts';
export * from './timeline.ts';
export * from './token.ts';
