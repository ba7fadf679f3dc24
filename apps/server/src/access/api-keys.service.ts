// The API keys that serve: those of the settings for as long as the server runs, those of the database as long as they stand
// there. They are kept in memory, so that a request costs one hash and no read.
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import {
  API_KEY_SCOPES,
  type ApiKeyScope,
  CallReader,
  CallStore,
  isSameHash,
  type SecretHash,
  type StoredApiKey,
} from '@parley/storage';
import { Settings } from '../settings/settings.ts';
import { API_KEY_PREFIX, hashSecret } from './secrets.ts';

/** How often the database is asked for its keys: a key that was revoked there serves no longer than that, as a rule. */
const READ_EVERY_MS = 2000;
/** And never longer than this: a list that is older is read again before any of its keys serves. */
const LONGEST_TRUST_MS = 5000;
/** Between two readings that unknown keys ask for: many of them cost the database four small reads a second, however many. */
const BETWEEN_READINGS_MS = 250;

/** What a key is good for. */
export interface ApiKey {
  scopes: readonly ApiKeyScope[];
  /** Whether it still serves, as far as is known without asking. */
  serves: () => boolean;
}

/** One of the settings has no name. */
type KnownKey = StoredApiKey | Pick<StoredApiKey, 'hash' | 'scopes'>;

@Injectable()
export class ApiKeysService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('ApiKeys');
  private readonly fixed: readonly Pick<StoredApiKey, 'hash' | 'scopes'>[];
  private stored: readonly StoredApiKey[] = [];
  /** When the reading began that answered `stored`. */
  private readAt = -Infinity;
  private begunAt = -Infinity;
  private underWay: Promise<void> = Promise.resolve();
  /** The reading after the one that is under way; undefined while nobody asks for it. */
  private next: Promise<void> | undefined;
  private readonly used = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly reader: CallReader,
    private readonly store: CallStore,
    settings: Settings,
  ) {
    this.fixed = settings.apiKeys.map((key) => ({ hash: hashSecret(key), scopes: API_KEY_SCOPES }));
  }

  /** Before the server listens the keys are known. */
  onApplicationBootstrap(): Promise<void> {
    return this.keepUp();
  }

  onModuleDestroy(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Whether it is a key, as far as is known without asking the database: for what is decided before anything else. */
  isKnown(bearer: string): boolean {
    return this.known(hashSecret(bearer)) !== undefined;
  }

  /** Null when it is no API key that serves. @throws Refusal unavailable */
  async find(bearer: string): Promise<ApiKey | null> {
    const hash = hashSecret(bearer);
    let key = this.known(hash);
    // Secrets of seats come with most requests: what does not look like a key of the database is not looked for there.
    if (bearer.startsWith(API_KEY_PREFIX) && !this.isTrusted(key)) {
      await this.readAnew();
      key = this.known(hash);
    }
    if (!key) return null;
    if ('name' in key) this.used.add(key.name);
    return { scopes: key.scopes, serves: () => this.known(hash) !== undefined };
  }

  /** What was read from now on at the earliest, shared by all who ask meanwhile. @throws Refusal unavailable */
  readAnew(): Promise<void> {
    this.next ??= this.readNext();
    return this.next;
  }

  private isTrusted(key: KnownKey | undefined): boolean {
    if (!key || !('name' in key)) return key !== undefined;
    return performance.now() - this.readAt < LONGEST_TRUST_MS;
  }

  /** All of them are compared, whichever matches. */
  private known(hash: SecretHash): KnownKey | undefined {
    return [...this.fixed, ...this.stored].reduce<KnownKey | undefined>(
      (found, key) => (isSameHash(key.hash, hash) ? key : found),
      undefined,
    );
  }

  private async readNext(): Promise<void> {
    await this.underWay.catch(() => {});
    const wait = this.begunAt + BETWEEN_READINGS_MS - performance.now();
    if (wait > 0) await new Promise((resolve) => void setTimeout(resolve, wait).unref());
    this.next = undefined;
    this.begunAt = performance.now();
    this.underWay = this.read(this.begunAt);
    return this.underWay;
  }

  private async read(begunAt: number): Promise<void> {
    const before = this.stored;
    const stored = await this.reader.apiKeys();
    if (this.readAt > -Infinity) this.tell(before, stored);
    this.stored = stored;
    this.readAt = begunAt;
  }

  /** Who may do what is worth a line of the log. */
  private tell(before: readonly StoredApiKey[], now: readonly StoredApiKey[]): void {
    const isIn = (keys: readonly StoredApiKey[], { hash }: StoredApiKey) =>
      keys.some((key) => isSameHash(key.hash, hash));
    for (const key of now.filter((found) => !isIn(before, found))) {
      this.log.log('An API key serves from now on', { key: key.name, scopes: key.scopes });
    }
    for (const key of before.filter((gone) => !isIn(now, gone))) {
      this.log.log('An API key was revoked', { key: key.name });
    }
  }

  private async keepUp(): Promise<void> {
    // While the database is away its keys serve no longer than a list is trusted: `find` says so.
    await this.readAnew()
      .then(() => this.noteUses())
      .catch(() => {});
    if (!this.stopped) this.timer = setTimeout(() => void this.keepUp(), READ_EVERY_MS).unref();
  }

  /** Once a day for each key. */
  private async noteUses(): Promise<void> {
    const today = new Date().toISOString().slice(0, 10);
    const news = this.stored.filter(({ name, lastUsedOn }) => this.used.has(name) && lastUsedOn !== today);
    this.used.clear();
    const names = news.map(({ name }) => name);
    if (names.length > 0) await this.store.noteApiKeyUses(names, today);
  }
}
