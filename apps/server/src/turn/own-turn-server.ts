// `--turn`: a TURN server of one's own, set up from what this server's settings say already.
import { randomBytes } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import type { LocalAddresses } from '../lan/local-addresses.ts';
import { SettingsError } from '../settings/environment.ts';
import type { Settings } from '../settings/settings.ts';
import { findCoturn, startCoturn } from './coturn.ts';
import type { CoturnOptions } from './coturn-configuration.ts';

const TTL_SECONDS = 3600;
const TLS_PORT = 5349;
/** 200 relays at once: a call of two with both sides relayed takes two. */
const RELAY_PORTS = { from: 49_160, to: 49_359 };

const NOT_INSTALLED =
  'coturn is not installed: apt-get install coturn (Debian, Ubuntu), brew install coturn (macOS), or name a TURN server in PARLEY_TURN_URLS';

/** What coturn is to be told, and the settings that send browsers there. */
export interface TurnPlan {
  options: CoturnOptions;
  settings: Settings;
}

/**
 * Starts coturn, if the settings ask for it. Answers the settings with its addresses and secret.
 *
 * @throws SettingsError when it is not installed or does not start
 */
export async function startOwnTurnServer(settings: Settings, addresses: LocalAddresses): Promise<Settings> {
  const plan = await ownTurnServer(settings, addresses);
  if (!plan) return settings;
  const program = findCoturn();
  if (!program) throw new SettingsError('PARLEY_TURN', NOT_INSTALLED);
  try {
    await startCoturn(program, plan.options);
  } catch (error) {
    throw new SettingsError('PARLEY_TURN', error instanceof Error ? error.message : String(error));
  }
  return plan.settings;
}

/** What the settings ask for, whether or not it runs; null when they do not ask. */
export async function ownTurnServer(settings: Settings, addresses: LocalAddresses): Promise<TurnPlan | null> {
  if (settings.ownTurnPort === null) return null;
  const folder = resolve(settings.dataFolder, 'turn');
  const given = { port: settings.ownTurnPort, folder, secret: await keptSecret(folder) };
  return planTurn(settings, given, addresses);
}

/** @param find finds the address of a name */
export async function planTurn(
  settings: Settings,
  given: Pick<CoturnOptions, 'port' | 'secret' | 'folder'>,
  addresses: LocalAddresses,
  find: (host: string) => Promise<string | null> = addressOf,
): Promise<TurnPlan> {
  const named = settings.publicUrl ? new URL(settings.publicUrl).hostname.replace(/^\[|\]$/g, '') : null;
  const own = addresses.reachable;
  const host = named ?? own ?? '127.0.0.1';
  const address = named && (await find(named));
  const { port, secret } = given;
  const bracketed = host.includes(':') ? `[${host}]` : host;
  const { tls } = settings;
  const urls = [
    `turn:${bracketed}:${port}?transport=udp`,
    `turn:${bracketed}:${port}?transport=tcp`,
    ...(tls ? [`turns:${bracketed}:${TLS_PORT}?transport=tcp`] : []),
  ];
  return {
    options: {
      ...given,
      tls: tls && { port: TLS_PORT, ...tls },
      relayPorts: RELAY_PORTS,
      behindNat: address && own && !addresses.ips.includes(address) ? { external: address, own } : null,
      loopback: own === null && named === null,
    },
    settings: Object.freeze({ ...settings, turn: { urls, secret, ttlSeconds: TTL_SECONDS } }),
  };
}

/** Kept beside the database: credentials that were given out serve after a restart too. */
async function keptSecret(folder: string): Promise<string> {
  const file = join(folder, 'secret');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept) return kept;
  const made = randomBytes(32).toString('base64url');
  await mkdir(folder, { recursive: true });
  await writeFile(file, made, { mode: 0o600 });
  return made;
}

async function addressOf(host: string): Promise<string | null> {
  if (isIP(host)) return host;
  return lookup(host, 4).then(
    ({ address }) => address,
    () => null,
  );
}
