// Jest's global tear-down: ends what conformance.setup.ts started.
import { endShared } from '../conformance/shared-server.ts';

export default (): Promise<void> => endShared('cluster');
