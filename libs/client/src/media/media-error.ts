// What getUserMedia throws, in words that a person can act on.
import { CallError, type ClientErrorCode } from '../call-error.ts';

/** What a person may choose and switch. */
export type Device = 'camera' | 'microphone';

/**
 * @param cause what getUserMedia threw
 * @param device the device that is to blame
 */
export function mediaError(cause: unknown, device: Device): CallError {
  const fail = (code: ClientErrorCode, message: string): CallError => new CallError(code, message, { cause });
  switch (nameOf(cause)) {
    case 'NotFoundError':
    case 'OverconstrainedError':
      return fail(`no-${device}`, `No ${device} was found. Plug one in, or join without it.`);
    case 'NotReadableError':
    case 'AbortError':
      return fail(
        `${device}-in-use`,
        `The ${device} could not be started. Close other programs that use it, and try again.`,
      );
    default:
      return fail(
        `${device}-refused`,
        `The ${device} was refused. Allow it in the browser's settings for this page, and try again.`,
      );
  }
}

/** Not every browser's OverconstrainedError is an Error. */
function nameOf(cause: unknown): unknown {
  return typeof cause === 'object' && cause !== null && 'name' in cause ? cause.name : undefined;
}
