// The one-file build: a global `Parley`, the class itself, with the rest of the API as its statics.
import { callIdOf, CallError, LocalMedia, Parley } from './index.ts';

export default Object.assign(Parley, { CallError, LocalMedia, callIdOf });
