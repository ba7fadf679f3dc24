// Times: milliseconds in the database, RFC 3339 outside.

let latest = { milliseconds: 0, text: new Date(0).toISOString() };

/** RFC 3339, UTC, with milliseconds. All of a batch were stored at one time, which is written once. */
export function instant(milliseconds: number): string {
  if (milliseconds !== latest.milliseconds) latest = { milliseconds, text: new Date(milliseconds).toISOString() };
  return latest.text;
}

export function instantOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : instant(milliseconds);
}
