// The two programs that networks are made of, `ip` and `nft`, and the kernel's settings.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { IPROUTE, NFTABLES } from '../../scripts/lib/network-tools.ts';
import { findTool } from '../../scripts/lib/system-tools.ts';

const execute = promisify(execFile);

export const IP = findTool(IPROUTE) ?? 'ip';
const NFT = findTool(NFTABLES) ?? 'nft';

/** `ip …` of iproute2. @throws Error with what it printed */
export async function ip(...args: readonly string[]): Promise<string> {
  const { stdout } = await execute(IP, [...args]);
  return stdout;
}

/** Loads nftables rules into a namespace. @throws Error with what it printed */
export async function nft(namespace: string, rules: string): Promise<void> {
  const running = execute(IP, ['netns', 'exec', namespace, NFT, '--file', '-']);
  running.child.stdin?.end(rules);
  await running;
}

/** A file of /proc/sys/net in a namespace; one that this kernel does not have is none to set. */
export async function sysctl(namespace: string, path: string, value: string): Promise<void> {
  const file = `/proc/sys/net/${path}`;
  await ip('netns', 'exec', namespace, 'sh', '-c', `[ ! -e ${file} ] || echo ${value} > ${file}`);
}
