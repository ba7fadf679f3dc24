// `<parley-call>` as the pages of tests use it.
import type { Call, CreateOptions } from '../../../libs/client/src/index.ts';

interface CallElement extends HTMLElement {
  readonly state: string;
  readonly activeCall: Call | null;
  startCamera(): Promise<void>;
  join(idOrLink?: string): Promise<Call>;
  createCall(options?: CreateOptions): Promise<Call>;
  hangUp(): Promise<void>;
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-call': CallElement;
  }
}
