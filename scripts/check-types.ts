// npm run check:types: every part of the workspace against the library it may use: the server Node's, the browser parts the DOM's.
import { run } from './lib/run.ts';

const PROJECTS = [
  'tsconfig.json',
  'libs/storage/tsconfig.json',
  'libs/client/tsconfig.json',
  'libs/client/build/tsconfig.json',
  'libs/call-view/tsconfig.json',
  'apps/element/tsconfig.json',
  'apps/element/build/tsconfig.json',
  'apps/web/tsconfig.json',
  'test/browser/tsconfig.json',
];

const codes: number[] = [];
for (const project of PROJECTS) codes.push(await run(['tsc', '--project', project]));
process.exit(Math.max(...codes));
