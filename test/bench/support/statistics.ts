// Medians, percentiles and spreads.

/** The value below which `percent` of the samples are. */
export function percentile(samples: readonly number[], percent: number): number {
  const sorted = Float64Array.from(samples).toSorted();
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

export const median = (samples: readonly number[]): number => percentile(samples, 50);

export interface Summary {
  median: number;
  min: number;
  max: number;
}

/** A figure of several rounds. */
export function summary(samples: readonly number[]): Summary {
  return { median: median(samples), min: Math.min(...samples), max: Math.max(...samples) };
}
