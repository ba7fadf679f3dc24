// API keys as the database keeps them, and the port through which whoever runs the servers makes and revokes them. Servers
// read them through CallReader; nobody keeps a key itself.
import type { SecretHash } from './stored.ts';

/** `read` asks, `create` makes calls and lets people in, `manage` does everything. */
export const API_KEY_SCOPES = ['read', 'create', 'manage'] as const;
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];

export interface NewApiKey {
  /** Of those that there are no other has it. */
  name: string;
  hash: SecretHash;
  scopes: readonly ApiKeyScope[];
}

export interface StoredApiKey extends NewApiKey {
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** The day (UTC, `2026-01-31`) on which it last served; null before it has. */
  lastUsedOn: string | null;
}

export interface ApiKeyRegister {
  /** In the order of their names. */
  list(): Promise<StoredApiKey[]>;

  /** Whether it was added: not when another key has the name. */
  add(key: NewApiKey): Promise<boolean>;

  /** Whether there was one of this name. */
  remove(name: string): Promise<boolean>;
}
