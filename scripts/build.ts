// npm run build: everything that `npm start` serves, into dist/.
import { freshBuild } from './lib/fresh-build.ts';

console.log((await freshBuild()) ? 'Built into dist/.' : 'dist/ is up to date.');
