// Jest's global set-up: one server for all files that need no settings of their own. A file without it starts its own.
import { startShared } from './shared-server.ts';

export default (): Promise<void> => startShared('sqlite');
