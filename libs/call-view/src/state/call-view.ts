// What the views of a call need of whoever shows them: the page, or an element in somebody else's page.
import type { ReadonlySignal } from '@preact/signals';
import type { RoomFeature } from '../room/room-feature.ts';
import type { OwnMedia } from './own-media.ts';

export interface CallView {
  readonly own: OwnMedia;
  /** What its rooms have beside pictures and controls. */
  readonly features: ReadonlySignal<readonly RoomFeature[]>;
  /** The connection check's address. */
  readonly checkUrl: string;
  /** What is shown now, at an address that browsers find secure; null where nobody knows one. */
  readonly secureUrl: ReadonlySignal<string | null>;
  hangUp(): Promise<void>;
}
