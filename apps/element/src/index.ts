// `<parley-call>`: importing this defines the element.
import { ParleyCallElement } from './parley-call-element.ts';

export { ParleyCallElement };
export { JoinedEvent, type ParleyCallEventMap, type ParleyCallState } from './parley-call-events.ts';

/** The name of the tag. */
export const TAG = 'parley-call';

// A server that renders pages imports this too, and a page may load it twice.
if (globalThis.customElements && !customElements.get(TAG)) customElements.define(TAG, ParleyCallElement);

declare global {
  interface HTMLElementTagNameMap {
    'parley-call': ParleyCallElement;
  }
}
