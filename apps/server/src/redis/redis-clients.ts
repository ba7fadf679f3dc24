// The clients of one Redis, or of one Redis Cluster, behind the few commands that the bus needs: sharded publish and subscribe
// (Redis 7), which both speak alike.
import { createClient, createCluster } from '@redis/client';
import type { RedisSettings } from '../settings/redis-setting.ts';

const CONNECT_TIMEOUT_MS = 2000;
const LONGEST_WAIT_MS = 1000;

type Listener = (message: string) => void;

export interface RedisClients {
  connect(): Promise<void>;
  publish(channel: string, message: string): Promise<unknown>;
  subscribe(channel: string, listener: Listener): Promise<void>;
  unsubscribe(channel: string): Promise<void>;
  /** For the budgets of addresses. */
  readonly store: unknown;
  destroy(): void;
}

const socket = {
  connectTimeout: CONNECT_TIMEOUT_MS,
  reconnectStrategy: (retries: number): number => Math.min(50 * 2 ** retries, LONGEST_WAIT_MS),
};
/** What cannot be sent now is worth nothing later. */
const options = { socket, disableOfflineQueue: true };

/** @param failed hears of every connection that broke */
export function redisClients(settings: RedisSettings, failed: (error: Error) => void): RedisClients {
  return settings.cluster ? clusterClients(settings, failed) : singleClients(settings, failed);
}

function singleClients({ urls }: RedisSettings, failed: (error: Error) => void): RedisClients {
  const speaker = createClient({ ...options, url: urls[0] ?? '' });
  const listener = createClient({ ...options, url: urls[0] ?? '' });
  for (const client of [speaker, listener]) client.on('error', failed);
  return {
    store: speaker,
    connect: async () => {
      await Promise.all([speaker.connect(), listener.connect()]);
    },
    publish: (channel, message) => speaker.sPublish(channel, message),
    subscribe: (channel, hear) => listener.sSubscribe(channel, hear),
    unsubscribe: (channel) => listener.sUnsubscribe(channel),
    destroy: () => {
      for (const client of [speaker, listener]) client.destroy();
    },
  };
}

function clusterClients({ urls }: RedisSettings, failed: (error: Error) => void): RedisClients {
  const { username, password, protocol } = new URL(urls[0] ?? '');
  const cluster = createCluster({
    rootNodes: urls.map((url) => ({ ...options, url })),
    defaults: {
      ...options,
      ...(username && { username: decodeURIComponent(username) }),
      ...(password && { password: decodeURIComponent(password) }),
      ...(protocol === 'rediss:' && { socket: { ...socket, tls: true } }),
    },
  });
  cluster.on('error', failed);
  cluster.on('node-error', failed);
  return {
    store: cluster,
    connect: async () => {
      await cluster.connect();
    },
    publish: (channel, message) => cluster.sPublish(channel, message),
    subscribe: (channel, hear) => cluster.sSubscribe(channel, hear),
    unsubscribe: (channel) => cluster.sUnsubscribe(channel),
    destroy: () => cluster.destroy(),
  };
}
