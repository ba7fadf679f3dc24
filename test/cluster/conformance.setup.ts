// Jest's global set-up of the conformance suite on three servers: the people of one call come to different ones, by turns.
import { findTool, NGINX, POSTGRESQL, REDIS } from '../../scripts/lib/system-tools.ts';
import { startShared } from '../conformance/shared-server.ts';

export default async function startSharedCluster(): Promise<void> {
  if ([NGINX, POSTGRESQL, REDIS].every((tool) => findTool(tool))) await startShared('cluster');
}
