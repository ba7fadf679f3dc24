// The environment, read and checked once. Each setting stands in docs/settings.md.
import { databaseSetting, dataFolder } from './database-setting.ts';
import { choice, integer, list, SettingsError, text, type Environment } from './environment.ts';
import { redisSetting } from './redis-setting.ts';
import { withSecretFiles } from './secret-files.ts';
import type { Settings, TlsFiles, TurnSettings } from './settings.ts';

const MONTH = 30 * 24 * 3600;
const YEAR = 365 * 24 * 3600;
const DEFAULT_STUN = ['stun:stun.l.google.com:19302'];

/**
 * Reads every setting.
 *
 * @throws SettingsError naming the first setting that makes no sense.
 */
export function readSettings(given: Environment): Settings {
  const environment = withSecretFiles(given);
  const port = integer(environment, 'PORT', { fallback: 3000, min: 0, max: 65535 });
  const httpsPort = integer(environment, 'PARLEY_HTTPS_PORT', { fallback: 3443, min: 0, max: 65535 });
  const lan = choice(environment, 'PARLEY_LAN', ['on', 'off'], 'off') === 'on';
  if (lan && port === httpsPort && port !== 0) {
    throw new SettingsError('PARLEY_HTTPS_PORT', `${httpsPort} is the port of plain HTTP too: choose another`);
  }
  const database = databaseSetting(environment);
  return {
    port,
    httpsPort,
    lan,
    host: text(environment, 'HOST') ?? '0.0.0.0',
    tls: tlsFiles(environment),
    database,
    dataFolder: dataFolder(database),
    redis: redisSetting(environment, database),
    publicUrl: publicUrl(environment),
    trustedProxies: trustedProxies(environment),
    stunUrls: stunUrls(environment),
    ownTurnPort: ownTurnPort(environment),
    turn: turn(environment),
    ...access(environment),
    duplicateIdentity: choice(environment, 'PARLEY_DUPLICATE_IDENTITY', ['replace', 'reject'], 'replace'),
    corsOrigins: corsOrigins(environment),
    reconnectGraceSeconds: integer(environment, 'PARLEY_RECONNECT_GRACE', { fallback: 60, min: 1, max: 86400 }),
    callIdleTtlSeconds: integer(environment, 'PARLEY_CALL_IDLE_TTL', { fallback: 86400, min: 1, max: YEAR }),
    retentionSeconds: integer(environment, 'PARLEY_RETENTION', { fallback: 604800, min: 1, max: 10 * YEAR }),
    rateLimit: choice(environment, 'PARLEY_RATE_LIMIT', ['on', 'off'], 'on') === 'on',
    logLevel: choice(environment, 'PARLEY_LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'], 'info'),
  };
}

function tlsFiles(environment: Environment): TlsFiles | null {
  const certificate = text(environment, 'PARLEY_TLS_CERT');
  const key = text(environment, 'PARLEY_TLS_KEY');
  if (certificate && key) return { certificate, key };
  if (certificate) throw new SettingsError('PARLEY_TLS_KEY', 'it is missing beside PARLEY_TLS_CERT');
  if (key) throw new SettingsError('PARLEY_TLS_CERT', 'it is missing beside PARLEY_TLS_KEY');
  return null;
}

function publicUrl(environment: Environment): string | null {
  const name = 'PARLEY_PUBLIC_URL';
  const value = text(environment, name);
  if (!value) return null;
  const url = URL.parse(value);
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) {
    throw new SettingsError(name, `"${value}" is not an address such as https://calls.example.org`);
  }
  return url.href.replace(/\/+$/, '');
}

function trustedProxies(environment: Environment): number {
  const name = 'PARLEY_TRUST_PROXY';
  return text(environment, name) === 'off' ? 0 : integer(environment, name, { fallback: 0, min: 0, max: 10 });
}

function stunUrls(environment: Environment): string[] {
  const name = 'PARLEY_STUN_URLS';
  const urls = list(environment, name, DEFAULT_STUN);
  const wrong = urls.find((url) => !/^stuns?:[^\s/?]+$/i.test(url));
  if (wrong)
    throw new SettingsError(name, `"${wrong}" is not an address such as stun:stun.example.org:3478 (RFC 7064)`);
  return urls;
}

function ownTurnPort(environment: Environment): number | null {
  const port = integer(environment, 'PARLEY_TURN_PORT', { fallback: 3478, min: 1, max: 65535 });
  if (choice(environment, 'PARLEY_TURN', ['on', 'off'], 'off') === 'off') return null;
  if (text(environment, 'PARLEY_TURN_URLS') || text(environment, 'PARLEY_TURN_SECRET')) {
    throw new SettingsError('PARLEY_TURN', 'it is the TURN server; leave PARLEY_TURN_URLS and PARLEY_TURN_SECRET out');
  }
  return port;
}

function turn(environment: Environment): TurnSettings | null {
  const urls = list(environment, 'PARLEY_TURN_URLS', []);
  const secret = text(environment, 'PARLEY_TURN_SECRET');
  const ttlSeconds = integer(environment, 'PARLEY_TURN_TTL', { fallback: 3600, min: 1, max: MONTH });
  const wrong = urls.find((url) => !/^turns?:[^\s/?]+(\?transport=(udp|tcp))?$/i.test(url));
  if (wrong) {
    const example = 'turn:turn.example.org:3478 or turns:turn.example.org?transport=tcp';
    throw new SettingsError('PARLEY_TURN_URLS', `"${wrong}" is not an address such as ${example} (RFC 7065)`);
  }
  if (urls.length === 0 && !secret) return null;
  if (!secret) throw new SettingsError('PARLEY_TURN_SECRET', 'it is missing beside PARLEY_TURN_URLS');
  if (urls.length === 0) throw new SettingsError('PARLEY_TURN_URLS', 'it is missing beside PARLEY_TURN_SECRET');
  return { urls, secret, ttlSeconds };
}

function access(environment: Environment): Pick<Settings, 'access' | 'apiKeys' | 'tokenSecrets'> {
  const mode = choice(environment, 'PARLEY_ACCESS', ['open', 'token'], 'open');
  const [keys, secrets] = [apiKeys(environment), tokenSecrets(environment)];
  if (mode === 'token' && keys.length === 0 && secrets.length === 0) {
    throw new SettingsError(
      'PARLEY_ACCESS',
      'token mode needs an API key in PARLEY_API_KEYS, or PARLEY_TOKEN_SECRETS beside the keys of `npm run api-key`: without them nobody gets in',
    );
  }
  return { access: mode, apiKeys: keys, tokenSecrets: secrets };
}

function tokenSecrets(environment: Environment): string[] {
  const name = 'PARLEY_TOKEN_SECRETS';
  const secrets = list(environment, name, []);
  // RFC 7518, section 3.2: a key for HS256 has as many bits as the hash.
  if (secrets.some((secret) => Buffer.byteLength(secret) < 32)) {
    throw new SettingsError(name, 'each secret has 32 characters or more, for example of `openssl rand -hex 32`');
  }
  return secrets;
}

function apiKeys(environment: Environment): string[] {
  const name = 'PARLEY_API_KEYS';
  const keys = list(environment, name, []);
  // RFC 6750: what a Bearer may be made of.
  if (keys.some((key) => !/^[\w\-.~+/]+=*$/.test(key))) {
    throw new SettingsError(name, 'a key is made of letters, digits and - . _ ~ + / alone');
  }
  return keys;
}

function corsOrigins(environment: Environment): string[] | '*' {
  const name = 'PARLEY_CORS_ORIGINS';
  const origins = list(environment, name, []);
  if (origins.length === 1 && origins[0] === '*') return '*';
  const wrong = origins.find((origin) => URL.parse(origin)?.origin !== origin);
  if (wrong) throw new SettingsError(name, `"${wrong}" is not an origin such as https://app.example.org`);
  return origins;
}
