// npm run build: everything that `npm start` serves, and the client library's package, into dist/.
import { freshBuild, freshPackage } from './lib/fresh-build.ts';

const built = [await freshBuild(), await freshPackage()];
console.log(built.includes(true) ? 'Built into dist/.' : 'dist/ is up to date.');
