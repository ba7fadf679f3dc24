// npm run check:examples: the types of the examples, against the client library's package as it was built.
import { freshPackage } from './lib/fresh-build.ts';
import { run } from './lib/run.ts';

const PROJECTS = ['examples/tsconfig.json', 'examples/vite/tsconfig.json', 'examples/react/tsconfig.json'];

await freshPackage();
const codes: number[] = [];
for (const project of PROJECTS) codes.push(await run(['tsc', '--project', project]));
process.exit(Math.max(...codes));
