// The refusal of who asks for too much.
import { Refusal, type WireError } from '@parley/protocol';

/** As a socket's acknowledgement carries it. @param seconds until it may be tried again; told in whole seconds, as Retry-After is */
export function tooMany(what: string, seconds: number): WireError {
  const retryAfter = Math.max(1, Math.ceil(seconds));
  const unit = retryAfter === 1 ? 'second' : 'seconds';
  return { code: 'rate-limited', message: `Too many ${what}. Try again in ${retryAfter} ${unit}.`, retryAfter };
}

/** The same, to be thrown. */
export function rateLimited(what: string, seconds: number): Refusal {
  const { code, message, retryAfter = 1 } = tooMany(what, seconds);
  return new Refusal(code, message, { retryAfter });
}
