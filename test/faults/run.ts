// Plays a plan against a server: several calls at once, while it is struck or their sockets are cut; then takes the evidence.
import type { Call, CreatedCall, MailboxPage, MailboxSignal } from '@parley/protocol';
import { api, withQuery, type RestApi } from '../support/rest-api.ts';
import type { RunningServer } from '../support/start-server.ts';
import { BareClient } from './bare-client.ts';
import { Ledger } from './ledger.ts';
import { persistently } from './persistently.ts';
import { Person } from './person.ts';
import type { CallPlan, Cut, Instant, RunPlan, Strike } from './plan.ts';
import { judge, type Evidence } from './verdict.ts';
import { Wire } from './wire.ts';

/** Long, for a machine that is busy with other suites: without a restart a run takes a tenth of a second. */
const RUN_LIMIT_MS = 110_000;

export interface PlayOptions {
  /** Ends the server and starts it again, or whatever else a strike of the plan is. Its first step is taken in that very moment. */
  strike?: (strike: Strike, ledger: Ledger) => Promise<void>;
}

/** A run that is over: all that is needed to judge it, now or after other runs. */
export class PlayedRun {
  constructor(
    readonly plan: RunPlan,
    readonly ledger: Ledger,
    private readonly calls: PlayedCall[],
    private readonly stage: Stage,
  ) {}

  get callIds(): string[] {
    return this.calls.map(({ id }) => id);
  }

  /** Everything that is wrong; `present` tells whether its people are still there. */
  async verdict(present: boolean): Promise<string[]> {
    const found = await Promise.all(this.calls.map((call) => this.evidence(call, present)));
    return found.flatMap((evidence) => judge(evidence).map((complaint) => `seed ${this.plan.seed}: ${complaint}`));
  }

  /** Its people close their pages. */
  leave(): Promise<void> {
    return clear(this.stage);
  }

  private async evidence({ id, people }: PlayedCall, present: boolean): Promise<Evidence> {
    const { body: call } = await persistently(() => api(this.stage.server.url).get<Call>(`/calls/${id}`));
    const witnesses = people.map(async ({ client }) => ({
      who: client.who,
      id: client.id,
      mailbox: await this.mailbox(client),
    }));
    return { entries: this.ledger.entries, people: await Promise.all(witnesses), call, present };
  }

  private async mailbox({ callId, id, secret }: BareClient): Promise<MailboxSignal[]> {
    const mailbox: MailboxSignal[] = [];
    for (let more = true; more;) {
      const path = withQuery(`/calls/${callId}/participants/${id}/mailbox`, { after: mailbox.length });
      const { body } = await persistently(() => api(this.stage.server.url).get<MailboxPage>(path, { bearer: secret }));
      mailbox.push(...body.items);
      more = body.more;
    }
    return mailbox;
  }
}

interface PlayedCall {
  id: string;
  people: Person[];
}

/** Where people come to, and what is known of it. */
export type Target = Pick<RunningServer, 'url' | 'port' | 'output'>;

interface Stage {
  server: Target;
  ledger: Ledger;
  wires: Wire[];
  people: Person[];
  /** Resolves when the last strike is over. */
  struck: Promise<void>;
}

/** Plays it to its end. @throws Error telling who waits for what, when it does not come to one */
export async function play(server: Target, plan: RunPlan, { strike }: PlayOptions = {}): Promise<PlayedRun> {
  const ledger = new Ledger();
  const struck = (async () => {
    for (const next of plan.strikes) await inThatMoment(ledger, next, async () => strike?.(next, ledger));
  })();
  const stage: Stage = { server, ledger, wires: [], people: [], struck };
  const story = (): string => stage.people.map((person) => person.story).join('\n');
  try {
    const calls = await within(Promise.all(plan.calls.map((call) => playCall(stage, call))), story);
    return new PlayedRun(plan, ledger, calls, stage);
  } catch (error) {
    await clear(stage);
    throw new Error(`The run of seed ${plan.seed} failed. The server printed:\n${server.output.slice(-4000)}`, {
      cause: error,
    });
  } finally {
    ledger.close();
  }
}

async function playCall(stage: Stage, { people: plans, opensAlone, hangsUp }: CallPlan): Promise<PlayedCall> {
  const rest = api(stage.server.url);
  const id = await createCall(rest, plans.length);
  const people: Person[] = [];
  const cuts: Promise<void>[] = [];
  for (const [index, plan] of plans.entries()) {
    const wire = plan.cuts.length > 0 ? await Wire.to(stage.server.port) : null;
    const { name: who, confirmAfter } = plan;
    const url = wire?.url ?? stage.server.url;
    const client = new BareClient({ who, url, callId: id, ledger: stage.ledger, confirmAfter });
    const others = plans.length - 1;
    const person = new Person({ plan, client, api: rest, others, opensAlone: opensAlone && index === 0 });
    if (wire) {
      stage.wires.push(wire);
      cuts.push(...plan.cuts.map((cut) => cutAsPlanned(stage.ledger, wire, client, cut)));
    }
    people.push(person);
    stage.people.push(person);
    await person.enter();
  }
  const hangUps = hangsUp ? 1 : 0;
  await Promise.all(
    people.map(async (person, index) => {
      const leaves = hangsUp && index === 0;
      await person.done(leaves ? 0 : hangUps);
      if (leaves) await person.hangUp();
    }),
  );
  // What broke late is mended again.
  await Promise.all([...cuts, stage.struck]);
  await Promise.all(people.map((person) => person.done(hangUps)));
  return { id, people };
}

async function clear({ people, wires }: Stage): Promise<void> {
  for (const { client } of people) client.finish();
  await Promise.all(wires.map((wire) => wire.close()));
}

function cutAsPlanned(ledger: Ledger, wire: Wire, client: BareClient, cut: Cut): Promise<void> {
  const { loses } = cut;
  if (loses !== 'nothing') ledger.when({ ...cut, delay: 0 }, () => wire.lose(loses), client.who);
  return new Promise((resolve) => {
    const act = (): void => {
      resolve(client.noticedLoss);
      wire.cut(cut);
    };
    ledger.when(cut, act, client.who);
  });
}

async function createCall(rest: RestApi, maxParticipants: number): Promise<string> {
  return (await persistently(() => rest.post<CreatedCall>('/calls', { maxParticipants }))).body.id;
}

function inThatMoment(ledger: Ledger, instant: Instant, act: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    ledger.when(instant, () => void act().then(resolve, reject));
  });
}

async function within<Result>(work: Promise<Result>, story: () => string): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const limit = setTimeout(
    () => reject(new Error(`It did not end within ${RUN_LIMIT_MS} ms:\n${story()}`)),
    RUN_LIMIT_MS,
  );
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(limit);
  }
}
