// Reads that look through all that was stored of a call, which may be much: 200,000 signals take SQLite's one reader 150 ms.
// There one is read at a time, so that whoever asks for something small waits for one of them at most; and of one call one after
// the other, so that whoever asks for the same again and again is in nobody else's way. PostgreSQL reads them side by side.
import { Injectable } from '@nestjs/common';
import { Lanes } from '../access/lanes.ts';
import { rateLimited } from '../limits/rate-limited.ts';
import { Settings } from '../settings/settings.ts';

/** Calls of which somebody reads. */
const MOST_CALLS = 1000;
/** Those who read of one call: pages of people who look at it, and programs. */
const MOST_OF_A_CALL = 100;
const CROWDED_SECONDS = 5;

@Injectable()
export class LongReads {
  private readonly calls = new Lanes(1, MOST_CALLS);
  private readonly ofCalls = new Map<string, Lanes>();
  private readonly haveOneReader: boolean;

  constructor({ database }: Settings) {
    this.haveOneReader = database.engine === 'sqlite';
  }

  /** @throws Refusal rate-limited, and what `read` throws */
  run<Answer>(callId: string, read: () => Promise<Answer>): Promise<Answer> {
    return this.haveOneReader ? this.inTurn(callId, read) : read();
  }

  private async inTurn<Answer>(callId: string, read: () => Promise<Answer>): Promise<Answer> {
    const own = this.ofCalls.get(callId) ?? new Lanes(1, MOST_OF_A_CALL);
    this.ofCalls.set(callId, own);
    try {
      return await inLane(own, () => inLane(this.calls, read));
    } finally {
      if (own.areIdle) this.ofCalls.delete(callId);
    }
  }
}

async function inLane<Answer>(lanes: Lanes, read: () => Promise<Answer>): Promise<Answer> {
  if (lanes.areFull) throw rateLimited('long lists at once', CROWDED_SECONDS);
  return lanes.run(read);
}
