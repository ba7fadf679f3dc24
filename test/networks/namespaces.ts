// Network namespaces under names of this process: none outlives its test, and what a killed run left is removed by the next.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ip } from './commands.ts';

const PREFIX = 'parley-test';

let made = 0;

/** A new namespace, with nothing in it but its loopback. Answers its name. */
export async function makeNamespace(label: string): Promise<string> {
  if (made === 0) await removeStaleNamespaces();
  made += 1;
  const name = `${PREFIX}-${process.pid}-${made}-${label.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`;
  await ip('netns', 'add', name);
  await ip('-n', name, 'link', 'set', 'lo', 'up');
  return name;
}

/** The files of /etc that programs in it see instead of the machine's own: `ip netns exec` sees to that. */
function ownFiles(name: string): string {
  return join('/etc/netns', name);
}

/** What programs that are started in it from now on find under which name, without asking any name server. */
export async function writeHosts(name: string, addresses: Readonly<Record<string, string>>): Promise<void> {
  // With a period, too: so browsers ask for TURN servers over UDP.
  const lines = Object.entries(addresses).map(([host, address]) => `${address} ${host} ${host}.`);
  await mkdir(ownFiles(name), { recursive: true });
  await writeFile(join(ownFiles(name), 'hosts'), `127.0.0.1 localhost\n${lines.join('\n')}\n`);
  await writeFile(join(ownFiles(name), 'resolv.conf'), '');
}

/** Ends whatever runs in it, and removes it: its links and addresses go with it. */
export async function removeNamespace(name: string): Promise<void> {
  for (const pid of (await ip('netns', 'pids', name)).split('\n').filter(Boolean)) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
  await ip('netns', 'delete', name);
  await rm(ownFiles(name), { recursive: true, force: true });
}

/** What stands since a run was killed: its process is no more. */
async function removeStaleNamespaces(): Promise<void> {
  const names = (await ip('netns', 'list')).split('\n').map((line) => line.split(' ')[0] ?? '');
  for (const name of names) {
    const [, pid] = new RegExp(`^${PREFIX}-(\\d+)-`).exec(name) ?? [];
    if (pid && !isRunning(Number(pid))) await removeNamespace(name);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
