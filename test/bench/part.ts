// What every part of the benchmark gives back.
import type { Goal } from './support/tables.ts';

export interface PartOptions {
  /** For how many calls at once the simulation plans; undefined: for several numbers of them. */
  calls: number | undefined;
}

export interface PartResult {
  figures: unknown;
  tables: string;
  goals: Goal[];
}

/** @param short each once, to see that it runs */
export type Part = (short: boolean, options: PartOptions) => Promise<PartResult>;
