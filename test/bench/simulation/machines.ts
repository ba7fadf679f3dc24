// The machines of a cell: what work there waits for which processor, in which order. All times are seconds.
import { COMMANDS_AT_ONCE } from './assumptions.ts';
import type { Calendar } from './calendar.ts';
import type { Costs } from './costs.ts';
import type { Random } from './random.ts';
import { Batches, Station } from './stations.ts';

const SECOND = 1e6;
/** As libs/storage's writer. */
const LARGEST_BATCH = 1024;
/** Seconds between two pings of a socket, and between two looks at what its seats may have missed. */
const PING = 10;
const LOOK_UP = 4;
const SEATS_OF_LOOK_UP = 2000;
/** Of a signal's work at its sender's server: what comes before the commit, the rest being its acknowledgement and its delivery. */
const BEFORE_COMMIT = 0.5;

/** PostgreSQL: its processors, and the disk whose syncs all commits that wait for one share. */
export class Database {
  readonly processors: Station;
  readonly disk: Station;
  private readonly commits: Batches<() => void>;

  constructor(calendar: Calendar, processors: number, { sync }: Pick<Costs, 'sync'>) {
    this.processors = new Station(calendar, processors);
    this.disk = new Station(calendar, 1);
    this.commits = new Batches(Infinity, (waiting, done) => {
      this.disk.work(sync, () => {
        for (const committed of waiting) committed();
        done();
      });
    });
  }

  /** So much work in one backend, and then a commit. */
  transaction(work: number, committed: () => void): void {
    this.processors.work(work, () => this.commits.add(committed));
  }
}

export interface ServerOptions {
  calendar: Calendar;
  database: Database;
  redis: Station;
  costs: Costs;
}

export class Server {
  readonly loop: Station;
  private readonly calendar: Calendar;
  private readonly database: Database;
  private readonly redis: Station;
  private readonly costs: Costs;
  private readonly signals: Batches<() => void>;
  /** Connections of the pool that carry out commands: who finds none free waits. */
  private readonly commands: Lanes;

  constructor({ calendar, database, redis, costs }: ServerOptions) {
    this.calendar = calendar;
    this.database = database;
    this.redis = redis;
    this.costs = costs;
    this.loop = new Station(calendar, 1);
    this.commands = new Lanes(COMMANDS_AT_ONCE);
    this.signals = new Batches(LARGEST_BATCH, (batch, done) => {
      database.transaction((batch.length * costs.together.postgres) / SECOND, () => {
        done();
        for (const committed of batch) committed();
      });
    });
  }

  create(): void {
    const { server, postgres } = this.costs.call;
    this.loop.work(server / SECOND, () => this.command(postgres / SECOND, () => {}));
  }

  /** A socket opened and a seat taken. */
  join(seated: () => void): void {
    const { server, postgres, redis } = this.costs.join;
    this.loop.work(server / 2 / SECOND, () =>
      this.command(postgres / SECOND, () => {
        this.redis.work(redis / SECOND, () => {});
        this.loop.work(server / 2 / SECOND, seated);
      }),
    );
  }

  /** A signal from a socket of this server to one of another, or of this one. */
  signal(to: Server, delivered: () => void): void {
    const { together, apart } = this.costs;
    const work = together.server / SECOND;
    const further = Math.max(0, apart.server - together.server) / SECOND;
    this.loop.work(work * BEFORE_COMMIT, () =>
      this.signals.add(() => {
        if (to === this) {
          this.loop.work(work * (1 - BEFORE_COMMIT), delivered);
          return;
        }
        this.loop.work(work * (1 - BEFORE_COMMIT) * BEFORE_COMMIT + further / 2, () =>
          this.redis.work(apart.redis / SECOND, () =>
            to.loop.work(work * (1 - BEFORE_COMMIT) * (1 - BEFORE_COMMIT) + further / 2, delivered),
          ),
        );
      }),
    );
  }

  /** What idle seats ask for: pings and their answers, and the look at where they stand. */
  keepAlive(seats: number, random: Random): void {
    const ping = (): void => {
      this.loop.work((this.costs.idleSeat.server * PING) / SECOND, () => {});
      this.calendar.after(random.exponential(PING / seats), ping);
    };
    this.calendar.after(random.exponential(PING / seats), ping);
    const look = (): void => {
      for (let left = seats; left > 0; left -= SEATS_OF_LOOK_UP) {
        const looked = Math.min(left, SEATS_OF_LOOK_UP);
        this.database.processors.work((looked * this.costs.lookUp) / SECOND, () => {});
      }
      this.calendar.after(LOOK_UP, look);
    };
    this.calendar.after(random.between(0, LOOK_UP), look);
  }

  private command(work: number, committed: () => void): void {
    this.commands.take((free) =>
      this.database.transaction(work, () => {
        free();
        committed();
      }),
    );
  }
}

/** So many at a time; each says itself when it is through. */
class Lanes {
  private free: number;
  private readonly waiting: ((free: () => void) => void)[] = [];
  private begun = 0;

  constructor(lanes: number) {
    this.free = lanes;
  }

  take(go: (free: () => void) => void): void {
    this.waiting.push(go);
    this.next();
  }

  private next(): void {
    if (this.free === 0) return;
    const go = this.waiting[this.begun];
    if (!go) return;
    this.begun += 1;
    if (this.begun === this.waiting.length) {
      this.waiting.length = 0;
      this.begun = 0;
    }
    this.free -= 1;
    go(() => {
      this.free += 1;
      this.next();
    });
  }
}
