// A refusal: why a command was not carried out. Thrown inside the server, mapped to the wire at its edges alone.
import type { ErrorCode, FieldError, WireError } from './codes.ts';

export interface RefusalDetails {
  errors?: FieldError[];
  /** Seconds to wait before trying again. */
  retryAfter?: number;
  cause?: unknown;
}

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ErrorCode;
  readonly errors: FieldError[] | undefined;
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message: string, details: RefusalDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.errors = details.errors;
    this.retryAfter = details.retryAfter;
  }

  /** The refusal as a socket's acknowledgement carries it. */
  toWire(): WireError {
    return {
      code: this.code,
      message: this.message,
      ...(this.errors && { errors: this.errors }),
      ...(this.retryAfter !== undefined && { retryAfter: this.retryAfter }),
    };
  }
}
