import { jest } from '@jest/globals';
import type { CallStore, CommittedChange } from '@parley/storage';
import { CommittedChanges } from '../announcements/committed-changes.ts';
import { readSettings } from '../settings/read-settings.ts';
import { RetentionService } from './retention.service.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');

describe('a sweep', () => {
  it('expires and purges batch by batch until one is not full, and announces what changed', async () => {
    const left = { expire: 250, purge: 1200 };
    const take = (kind: keyof typeof left) =>
      jest.fn((_before: number, limit: number) => {
        const outcome = Math.min(limit, left[kind]);
        left[kind] -= outcome;
        return Promise.resolve({ outcome, changes: [{ kind: 'call-ended' } as CommittedChange] });
      });
    const store = { expireCalls: take('expire'), purgeCalls: take('purge') };
    const changes = new CommittedChanges();
    let announced = 0;
    changes.subscribe(() => announced++);
    const settings = readSettings({ PARLEY_CALL_IDLE_TTL: '60', PARLEY_RETENTION: '3600' });

    await new RetentionService(settings, store as unknown as CallStore, changes).sweep(NOW);

    expect(left).toEqual({ expire: 0, purge: 0 });
    expect(store.expireCalls).toHaveBeenCalledTimes(3);
    expect(store.purgeCalls).toHaveBeenCalledTimes(3);
    expect(store.expireCalls.mock.calls[0]?.[0]).toBe(NOW - 60_000);
    expect(store.purgeCalls.mock.calls[0]?.[0]).toBe(NOW - 3_600_000);
    expect(announced).toBe(6);
  });
});
