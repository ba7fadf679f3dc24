// The checks are fetched when they are asked for: nobody in a call needs them. parley.js finds them beside itself.
import type { CheckOptions, CheckRun } from './check.ts';

export interface CheckEntry {
  check(server: { readonly url: string }, options?: CheckOptions): CheckRun;
}

export const loadCheck = (): Promise<CheckEntry> => import('./check.ts');
