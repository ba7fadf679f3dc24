// REDIS_URL: one Redis, or the seeds of a Redis Cluster.
import type { DatabaseSetting } from './database-setting.ts';
import { SettingsError, text, type Environment } from './environment.ts';

export interface RedisSettings {
  /** redis:// or rediss:// (TLS), each one node: of a cluster those by which the others are found. */
  urls: readonly string[];
  cluster: boolean;
}

const NAME = 'REDIS_URL';
const SHAPE = /^(rediss?)(\+cluster)?:\/\/((?:[^/@,]*@)?)([^/@]+)(\/\d*)?$/;

/** @throws SettingsError */
export function redisSetting(
  environment: Environment,
  { engine }: Pick<DatabaseSetting, 'engine'>,
): RedisSettings | null {
  const url = text(environment, NAME);
  if (!url) return null;
  if (engine === 'sqlite') {
    throw new SettingsError(
      NAME,
      'a SQLite file has one server: for more set DATABASE_URL to postgres://…, or leave it out',
    );
  }
  const [, scheme, cluster, credentials, hosts = '', database = ''] = SHAPE.exec(url) ?? [];
  const names = hosts.split(',').map((host) => host.trim());
  const urls = names.map((host) => `${scheme}://${credentials}${host}${cluster ? '' : database}`);
  if (!scheme || urls.some((one) => !URL.canParse(one)) || names.includes('')) {
    const example = 'redis://redis.example.org:6379, or of a cluster redis+cluster://one:6379,two:6379';
    // It is not repeated: a password may stand in it.
    throw new SettingsError(NAME, `it is no address such as ${example}`);
  }
  if (!cluster && urls.length > 1) {
    throw new SettingsError(
      NAME,
      'several addresses are those of a Redis Cluster: write redis+cluster://one:6379,two:6379',
    );
  }
  return { urls, cluster: cluster !== undefined };
}
