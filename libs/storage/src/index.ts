export * from './ports/call-reader.ts';
export * from './ports/call-store.ts';
export * from './ports/committed-change.ts';
export * from './ports/stored.ts';
