// What test/networks needs to make hosts and routers: Linux, root, and two programs.
import { findTool, type SystemTool } from './system-tools.ts';

export const IPROUTE: SystemTool = {
  name: 'ip',
  paths: ['/usr/sbin/ip', '/sbin/ip', '/usr/bin/ip'],
  environmentVariable: 'PARLEY_TEST_IP',
  debianPackage: 'iproute2',
  advice: 'install iproute2',
};

export const NFTABLES: SystemTool = {
  name: 'nft',
  paths: ['/usr/sbin/nft', '/sbin/nft', '/usr/bin/nft'],
  environmentVariable: 'PARLEY_TEST_NFT',
  debianPackage: 'nftables',
  advice: 'install nftables',
};

export const NETWORK_TOOLS: readonly SystemTool[] = [IPROUTE, NFTABLES];

/** Why there can be no networks for tests on this machine; null if there can. */
export function whyNoNetworks(): string | null {
  if (process.platform !== 'linux') return 'network namespaces are a thing of Linux';
  if (process.getuid?.() !== 0) return 'only root may make network namespaces';
  const missing = NETWORK_TOOLS.find((tool) => !findTool(tool));
  return missing ? `${missing.name} is missing: ${missing.advice}` : null;
}
