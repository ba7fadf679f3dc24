// Inputs of every kind, mixed.
import * as fc from 'fast-check';
import type { FuzzInput, Known } from './fuzz-input.ts';
import { bytes, requests } from './fuzz-requests.ts';
import { events, frames, poll, upgraded } from './fuzz-sockets.ts';

/** Any of them. */
export function fuzzInputs(known: Known): fc.Arbitrary<FuzzInput> {
  return fc.oneof(
    { weight: 5, arbitrary: requests(known) },
    { weight: 2, arbitrary: bytes },
    { weight: 3, arbitrary: frames },
    { weight: 6, arbitrary: events(known) },
    { weight: 2, arbitrary: upgraded },
    { weight: 1, arbitrary: poll },
  );
}
