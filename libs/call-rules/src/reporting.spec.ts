import { decideReport } from './reporting.ts';

describe('a report', () => {
  const report = { removed: false, own: 'ada', peers: new Set<string>(), known: new Set(['ben']) };

  it.each([
    ['that names nobody is taken', {}, 'taken'],
    ['of someone who had a seat is taken', { peers: new Set(['ben']) }, 'taken'],
    ['of someone unknown is refused', { peers: new Set(['ben', 'eve']) }, 'participant-not-found'],
    ['of oneself is refused', { peers: new Set(['ada']), known: new Set(['ada']) }, 'invalid-payload'],
    ['by one who was removed is refused', { removed: true }, 'forbidden'],
  ])('%s', (_, changes, verdict) => {
    const decision = decideReport({ ...report, ...changes });
    expect(decision === 'taken' ? decision : decision.code).toBe(verdict);
  });
});
