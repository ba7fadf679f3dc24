// parley.js alone, as `vite build` makes it; build/scripts.ts makes all that is served.
import { coreScript } from './build/script-config.ts';

export default { ...coreScript(), logLevel: 'info' };
