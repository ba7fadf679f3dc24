// Times: milliseconds in the database, RFC 3339 outside.

/** RFC 3339, UTC, with milliseconds. */
export function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

export function instantOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : instant(milliseconds);
}
