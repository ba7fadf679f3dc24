// Whether a screen was not shared because the person thought better of it: nothing to complain of. Pure.

/** The browser's picker was put away. It is told like a refusal of the system, whose words name the system. */
export function isChangeOfMind(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error && cause.name === 'NotAllowedError' && !/system/i.test(cause.message);
}
