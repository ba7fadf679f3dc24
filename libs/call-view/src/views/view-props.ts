// What every view that has paper around it takes.
import type { ComponentChildren } from 'preact';

export interface PaperProps {
  /** What stands above it. */
  head?: ComponentChildren;
}
