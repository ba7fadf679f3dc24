// What one caller may ask for, and why it is that much: generous for calls between people, strict against floods.
// docs/settings.md says the same to whoever runs a server.

/** So many a second without end, and beyond that so many more in each minute. */
export interface AddressBudget {
  perSecond: number;
  perMinute: number;
  /** What is counted, for the words of a refusal. */
  of: string;
}

/**
 * Budgets of one address (the last one: of one call), which may be a whole school's behind one NAT. An attack from one address costs at most about a
 * tenth of a processor's core in each of them.
 */
export const ADDRESS_BUDGETS = {
  /** Requests below /api/v1, and polls of Socket.IO's fallback transport. */
  requests: { perSecond: 200, perMinute: 10_000, of: 'requests' },
  /** Calls created: each is a row that stays for the retention. */
  calls: { perSecond: 20, perMinute: 1000, of: 'new calls' },
  /** Seats taken or taken back, over REST and sockets. */
  joins: { perSecond: 50, perMinute: 3000, of: 'joins' },
  /** Knocks at lobbies: people wait for an answer, and those who were refused for a minute. */
  knocks: { perSecond: 10, perMinute: 300, of: 'knocks' },
  /** Reports to timelines: a browser sends one in some seconds while something happens, and they are rows that stay. */
  reports: { perSecond: 50, perMinute: 3000, of: 'reports' },
  /** Ids, secrets and keys that name nothing: people mistype a link now and then, who tries them out does nothing else. */
  misses: { perSecond: 10, perMinute: 300, of: 'unknown calls, secrets or keys' },
  /** Passwords of calls, set or tried: each takes 100 ms of a core and 32 MiB. A class that joins at once is 30 of them. */
  passwords: { perSecond: 1, perMinute: 60, of: 'passwords' },
  /** Sockets opened: after a restart everyone behind an address comes back within seconds. */
  connections: { perSecond: 50, perMinute: 3000, of: 'new connections' },
  /** Of one call, from whatever addresses: 130 thousand guesses a day, where six random letters take 300 million. */
  wrongPasswords: { perSecond: 1, perMinute: 30, of: 'wrong passwords' },
} as const satisfies Record<string, AddressBudget>;

export type BudgetName = keyof typeof ADDRESS_BUDGETS;

export const BUDGET_NAMES: readonly BudgetName[] = [
  'requests',
  'calls',
  'joins',
  'knocks',
  'reports',
  'misses',
  'passwords',
  'connections',
  'wrongPasswords',
];

/** Sockets open at once from one address: with 50 to 60 KB each, 200 MB at most. */
export const SOCKETS_PER_ADDRESS = 4000;

/** A bucket of tokens: `burst` at most, `perSecond` flow in. */
export interface BucketBudget {
  burst: number;
  perSecond: number;
}

/**
 * What one socket may send. To join a call of eight takes 8 offers or answers and, with several network interfaces,
 * up to 60 candidates for each peer: about 500 at once, and then silence.
 */
export const SOCKET_EVENTS: BucketBudget = { burst: 600, perSecond: 60 };

/** All sockets of an address together. */
export const ADDRESS_EVENTS: BucketBudget = { burst: 20_000, perSecond: 2000 };

/**
 * Packets of any kind, those of refused events among them. Who goes on past this is read from more slowly: TCP holds the
 * flood back where it comes from.
 */
export const SOCKET_PACKETS: BucketBudget = { burst: 5000, perSecond: 2000 };

/** Packets past their sockets' own allowance, of all sockets of an address together. */
export const ADDRESS_EXCESS: BucketBudget = { burst: 5000, perSecond: 5000 };
