// Passwords of calls, as they are set and tried: within budgets, which are asked before anything is computed, and a few at a time.
import { Inject, Injectable } from '@nestjs/common';
import { CallReader, type SecretHash, type TakeSeat } from '@parley/storage';
import { Lanes } from '../access/lanes.ts';
import { fitsPassword, hashPassword } from '../access/passwords.ts';
import { rateLimited } from '../limits/rate-limited.ts';
import { RateLimits } from '../limits/rate-limits.service.ts';

/** Of the four threads that Node has for such things; file system and name service need some too. */
const AT_ONCE = 2;
/** More would wait for longer than 5 s. */
const MOST_WAITING = 100;
const CROWDED_SECONDS = 5;

/** Somebody who wants to come in, and may have to show a password. */
export interface PasswordShower {
  callId: string;
  password: string | undefined;
  /** What else it has shown: with a seat's secret, or the owner's, nobody is asked for a password. */
  secretHashes: readonly SecretHash[];
  /** Whose budgets are asked; null for one who has none. */
  address: string | null;
  /** Whether it only knocks: the lobby is no door before the password then. */
  knocks?: boolean;
}

@Injectable()
export class CallPasswords {
  private readonly lanes = new Lanes(AT_ONCE, MOST_WAITING);
  /** One for each call at which somebody tries: whoever guesses many at once gets no more of them than the budget has. */
  private readonly tries = new Map<string, Lanes>();

  constructor(
    private readonly reader: CallReader,
    @Inject(RateLimits) private readonly limits: Pick<RateLimits, 'spend' | 'ask' | 'count'>,
  ) {}

  /** What is stored of a password. @throws Refusal rate-limited */
  async hash(password: string, address: string | null): Promise<string> {
    await this.spend(address);
    return inLane(this.lanes, () => hashPassword(password));
  }

  /**
   * What a password is worth to one who joins. It is not looked at where another door stands shut before it, or none is asked
   * for. @throws Refusal call-not-found, rate-limited
   */
  async shown({
    callId,
    password,
    secretHashes,
    address,
    knocks = false,
  }: PasswordShower): Promise<TakeSeat['password']> {
    if (password === undefined) return null;
    const { ended, locked, lobby, known, passwordHash } = await this.reader.doors(callId, secretHashes);
    if (passwordHash === null || ended || locked || (lobby && !knocks) || known) return { fits: null };
    return { fits: (await this.fits(callId, password, passwordHash, address)) ? passwordHash : null };
  }

  /** Whether it is the password of which `passwordHash` is stored. @throws Refusal rate-limited */
  async fits(callId: string, password: string, passwordHash: string, address: string | null): Promise<boolean> {
    const tries = this.tries.get(callId) ?? new Lanes(1, MOST_WAITING);
    this.tries.set(callId, tries);
    try {
      return await inLane(tries, async () => {
        await this.limits.ask('wrongPasswords', callId);
        await this.spend(address);
        const fits = await inLane(this.lanes, () => fitsPassword(password, passwordHash));
        if (!fits) await this.limits.count('wrongPasswords', callId);
        return fits;
      });
    } finally {
      if (tries.areIdle) this.tries.delete(callId);
    }
  }

  private async spend(address: string | null): Promise<void> {
    if (address !== null) await this.limits.spend('passwords', address);
  }
}

async function inLane<Result>(lanes: Lanes, work: () => Promise<Result>): Promise<Result> {
  if (lanes.areFull) throw rateLimited('passwords at once', CROWDED_SECONDS);
  return lanes.run(work);
}
