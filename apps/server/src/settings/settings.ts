// What the environment says, read and checked once (read-settings.ts). Also the token by which the rest asks for it.

import type { DuplicateIdentity } from '@parley/call-rules';
import type { DatabaseSetting } from './database-setting.ts';
import type { RedisSettings } from './redis-setting.ts';

export interface TlsFiles {
  certificate: string;
  key: string;
}

/** TURN servers that share a secret with this server, and how long credentials made with it serve. */
export interface TurnSettings {
  urls: readonly string[];
  secret: string;
  ttlSeconds: number;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** `open`: whoever knows a call may join it. `token`: an API key makes calls, and a join token lets into one. */
export type AccessMode = 'open' | 'token';

export abstract class Settings {
  /** What several servers tell each other through; null: nothing. */
  abstract readonly redis: RedisSettings | null;
  abstract readonly port: number;
  abstract readonly host: string;
  /** HTTPS for the local network, beside HTTP. */
  abstract readonly lan: boolean;
  abstract readonly httpsPort: number;
  /** Paths of a certificate of one's own; null makes one. */
  abstract readonly tls: TlsFiles | null;
  abstract readonly database: DatabaseSetting;
  /** Where the server keeps files of its own: a certificate, a secret of its TURN server. */
  abstract readonly dataFolder: string;
  /** Where the world sees this server, without a trailing slash; null: whatever Host its caller used. */
  abstract readonly publicUrl: string | null;
  /** How many proxies in front are trusted for the caller's address and https. */
  abstract readonly trustedProxies: number;
  abstract readonly stunUrls: readonly string[];
  /** Where coturn is to listen when it is started beside this server; null: it is not. */
  abstract readonly ownTurnPort: number | null;
  /** Null: no TURN. */
  abstract readonly turn: TurnSettings | null;
  abstract readonly access: AccessMode;
  abstract readonly apiKeys: readonly string[];
  /** With what join tokens are signed: the first signs, all of them serve. None: with what the API keys yield. */
  abstract readonly tokenSecrets: readonly string[];
  /** What becomes of a second seat of one identity in a call. */
  abstract readonly duplicateIdentity: DuplicateIdentity;
  /** Origins beside its own whose pages may call this server; `'*'` for any. */
  abstract readonly corsOrigins: readonly string[] | '*';
  abstract readonly reconnectGraceSeconds: number;
  abstract readonly callIdleTtlSeconds: number;
  abstract readonly retentionSeconds: number;
  abstract readonly rateLimit: boolean;
  abstract readonly logLevel: LogLevel;
}
