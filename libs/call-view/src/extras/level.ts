// How loud a stretch of sound is, as a meter shows it. Pure.

/** The quietest sound that moves the meter, in decibels below full scale. */
const FLOOR = -55;

/** 0 (silence) to 1 (full scale) from samples between -1 and 1: the root mean square, on a logarithmic scale as ears hear. */
export function levelOf(samples: Float32Array): number {
  if (samples.length === 0) return 0;
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  if (power === 0) return 0;
  const decibels = 10 * Math.log10(power);
  return Math.min(1, Math.max(0, 1 - decibels / FLOOR));
}
