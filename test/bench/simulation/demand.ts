// What so many calls at once ask for in a second: Little's law, and the measured costs. All of it in closed form.
import type { Workload } from './assumptions.ts';
import { type Costs, signalCosts } from './costs.ts';

export interface Rates {
  /** Of each a second. */
  calls: number;
  joins: number;
  signals: number;
  seats: number;
}

/** @param calls how many there are at once */
export function ratesOf(calls: number, workload: Workload): Rates {
  const { seatsPerCall, duration, candidates, handshakes, returns } = workload;
  // Little's law: as many begin in a second as are there, divided by how long each stays.
  const begin = calls / duration;
  const signals = handshakes * (2 + 2 * candidates);
  return {
    calls: begin,
    joins: begin * seatsPerCall * (1 + returns),
    signals: begin * signals,
    seats: calls * seatsPerCall,
  };
}

export interface Demand extends Rates {
  /** Processors' worth of work: seconds of CPU a second. */
  serverLoops: number;
  postgresProcessors: number;
  redisProcessors: number;
  /** Bytes. */
  seatMemory: number;
  storedPerDay: number;
  walPerSecond: number;
  wirePerSecond: number;
}

const SECOND = 1e6;
const DAY = 86_400;
/** Seconds after which a server looks up where all its seats stand, while Redis is up. */
const LOOK_UP_EVERY = 4;

/** @param servers among which the calls are spread */
export function demandOf(calls: number, servers: number, costs: Costs, workload: Workload): Demand {
  const rates = ratesOf(calls, workload);
  const signal = signalCosts(costs, servers);
  const spent = (key: 'server' | 'postgres' | 'redis' | 'wal'): number =>
    rates.calls * costs.call[key] +
    rates.joins * costs.join[key] +
    rates.signals * signal[key] +
    rates.seats * costs.idleSeat[key] +
    servers * costs.idleServer[key];
  const wire =
    rates.joins * workload.joinBytes +
    rates.calls *
      workload.handshakes *
      2 *
      (workload.descriptionBytes + workload.candidates * workload.candidateBytes) +
    rates.seats * workload.idleBytesPerSecond;
  return {
    ...rates,
    serverLoops: spent('server') / SECOND,
    postgresProcessors: (spent('postgres') + (rates.seats / LOOK_UP_EVERY) * costs.lookUp) / SECOND,
    redisProcessors: spent('redis') / SECOND,
    seatMemory: rates.seats * costs.residentOfSeat,
    storedPerDay: rates.calls * DAY * costs.stored,
    walPerSecond: spent('wal'),
    wirePerSecond: wire,
  };
}
