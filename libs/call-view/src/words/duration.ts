// How long, as a clock shows it and as a person says it. Pure; durations in milliseconds.

interface Parts {
  hours: number;
  minutes: number;
  seconds: number;
}

function partsOf(milliseconds: number): Parts {
  const total = Math.max(0, Math.floor(milliseconds / 1000));
  return { hours: Math.floor(total / 3600), minutes: Math.floor(total / 60) % 60, seconds: total % 60 };
}

/** `0:07`, `12:05`, `1:02:03`. */
export function clockOf(milliseconds: number): string {
  const { hours, minutes, seconds } = partsOf(milliseconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** `7 seconds`, `12 minutes`, `1 hour 2 minutes`: as exact as one would say it. */
export function durationWords(milliseconds: number): string {
  const { hours, minutes, seconds } = partsOf(milliseconds);
  const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;
  if (hours > 0)
    return minutes > 0 ? `${counted(hours, 'hour')} ${counted(minutes, 'minute')}` : counted(hours, 'hour');
  return minutes > 0 ? counted(minutes, 'minute') : counted(seconds, 'second');
}
