// What went wrong, as a kind that has words of its own (words/trouble-words.ts). Pure.

/** Every kind of trouble the page has its own sentence for. */
export const TROUBLE_KINDS = [
  'camera-refused',
  'microphone-refused',
  'no-camera',
  'no-microphone',
  'camera-in-use',
  'microphone-in-use',
  'screen-refused',
  'no-speaker',
  'connection-failed',
  'insecure-context',
  'server-unreachable',
  'origin-refused',
  'unavailable',
  'rate-limited',
  'call-full',
  'call-locked',
  'not-admitted',
  'identity-taken',
  'call-ended',
  'call-not-found',
  'unauthorized',
  'replaced',
  'removed',
  'lost',
  'unknown',
] as const;

export type TroubleKind = (typeof TROUBLE_KINDS)[number];

export interface Trouble {
  kind: TroubleKind;
  /** For whoever looks into it: the code and what the browser or the server said. */
  details: string;
}

/** Other names for the same trouble. */
const ALIASES: Readonly<Record<string, TroubleKind>> = {
  'opened-elsewhere': 'replaced',
  'participant-not-found': 'lost',
  forbidden: 'removed',
  'not-a-call-link': 'call-not-found',
  'speaker-refused': 'no-speaker',
};

/** Names the trouble behind an error: by its `code` when it bears one that is known, else `unknown`. */
export function troubleOf(error: unknown): Trouble {
  const code = codeOf(error);
  const kind = TROUBLE_KINDS.find((known) => known === code) ?? ALIASES[code] ?? 'unknown';
  const details = [code, messageOf(error), causeOf(error)].filter((line) => line !== '').join(' · ');
  return { kind, details };
}

/** Trouble that the page found by itself. */
export function troubleOfKind(kind: TroubleKind, details: string): Trouble {
  return { kind, details };
}

/** Empty for what has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : '';
}
