// Jest's global tear-down: ends what shared-server.setup.ts started.
import { endShared } from './shared-server.ts';

export default (): Promise<void> => endShared('sqlite');
