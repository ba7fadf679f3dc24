import { planRun, signalsOf, type RunPlan } from './plan.ts';
import { Random } from './random.ts';

describe('a plan', () => {
  it('is the same whenever its seed is played', () => {
    expect(planRun(7, 'server')).toEqual(planRun(7, 'server'));
    expect(planRun(7, 'server')).not.toEqual(planRun(8, 'server'));
  });

  it('leaves the people as they are whatever breaks around them', () => {
    const people = ({ calls }: RunPlan) => calls.map((call) => call.people.map(({ name, tempo }) => ({ name, tempo })));
    expect(people(planRun(7, 'sockets'))).toEqual(people(planRun(7, 'server')));
  });

  it('has several calls at once, and instants that come', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const { calls, strikes } = planRun(seed, 'server');
      expect(calls.length).toBeGreaterThanOrEqual(3);
      expect(strikes.length).toBeGreaterThan(0);
      for (const { count } of strikes) expect(count).toBeLessThanOrEqual(signalsOf(calls));
      for (const { people } of planRun(seed, 'sockets').calls) {
        for (const { cuts, tempo } of people) {
          expect(cuts.length).toBeGreaterThan(0);
          for (const { count } of cuts) expect(count).toBeLessThanOrEqual(tempo.length);
        }
      }
    }
  });

  it('reaches every kind of trouble within some hundred seeds', () => {
    const plans = Array.from({ length: 300 }, (_, seed) => [planRun(seed, 'server'), planRun(seed, 'sockets')]).flat();
    const calls = plans.flatMap((plan) => plan.calls);
    const cuts = calls.flatMap(({ people }) => people.flatMap((person) => person.cuts));
    const strikes = plans.flatMap((plan) => plan.strikes);
    const kinds = (values: unknown[]) =>
      [...new Set(values.map(String))].toSorted((one, other) => (one < other ? -1 : 1));
    expect(kinds(cuts.map(({ loses }) => loses))).toEqual(['answers', 'nothing', 'requests']);
    expect(kinds(cuts.map(({ silent }) => silent))).toEqual(['false', 'true']);
    expect(kinds(cuts.map(({ after }) => after))).toEqual(['acknowledged', 'joining', 'processed', 'sent']);
    expect(kinds(strikes.map(({ after }) => after))).toEqual(['acknowledged', 'processed', 'sent', 'start']);
    expect(kinds(strikes.map(({ againAfter }) => againAfter === null))).toEqual(['false', 'true']);
    expect(kinds(calls.map(({ people }) => people.length))).toEqual(['2', '3']);
    expect(kinds(calls.map(({ opensAlone, hangsUp }) => `${opensAlone} ${hangsUp}`))).toHaveLength(4);
  });
});

describe('chance', () => {
  it('is even, and stays within its bounds', () => {
    const random = Random.of(1, 'dice');
    const thrown = Array.from({ length: 6000 }, () => random.integer(1, 6));
    for (const face of [1, 2, 3, 4, 5, 6]) {
      const times = thrown.filter((value) => value === face).length;
      expect(times).toBeGreaterThan(850);
      expect(times).toBeLessThan(1150);
    }
  });

  it('is another for each actor and each seed', () => {
    const draws = (seed: number, actor: string) => {
      const random = Random.of(seed, actor);
      return Array.from({ length: 4 }, () => random.integer(0, 1e9)).join();
    };
    const all = [1, 2, 3].flatMap((seed) => ['Ada', 'Bob'].map((actor) => draws(seed, actor)));
    expect(new Set(all).size).toBe(6);
  });
});
