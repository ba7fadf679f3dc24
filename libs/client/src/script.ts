// The one-file build: a global `Parley`, the class itself, with the rest of the API as its statics.
import { thisBrowser } from './browser.ts';
import { CallErrorEvent, callIdOf, CallError, LocalMedia, Parley } from './index.ts';
import { loadElement, watchForElement } from './load-element.ts';

// The build reads the statics' names in Node.
if (typeof document !== 'undefined') {
  watchForElement(document);
}

// The last two are for the scripts of parts, which must not bring copies of their own.
export default Object.assign(Parley, { CallError, LocalMedia, callIdOf, loadElement, CallErrorEvent, thisBrowser });
