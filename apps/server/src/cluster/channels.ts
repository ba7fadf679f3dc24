// The channels of the bus. Each call has its own, so that a server hears of its own calls alone, and shards share the load.

/** Listed calls, for servers whose watchers want to know of all of them. */
export const LIST_CHANNEL = 'parley:list';

/** Servers that reach the database say so here. */
export const ALIVE_CHANNEL = 'parley:alive';

export const callChannel = (callId: string): string => `parley:call:${callId}`;
