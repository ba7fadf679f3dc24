// The stack's own files, as docker-compose.yml and what it mounts have them.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'yaml';

export const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));

export interface Service {
  image?: string;
  command?: string[];
  entrypoint?: string[];
  environment?: Record<string, string | number>;
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  ports?: string[];
  stop_grace_period?: string;
  read_only?: boolean;
  network_mode?: string;
  profiles?: string[];
  deploy?: { resources?: { limits?: { cpus?: string; memory?: string } } };
  logging?: { options?: Record<string, string> };
}

export interface Stack {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  networks: Record<string, unknown>;
}

export const fileOf = (path: string): Promise<string> => readFile(join(REPOSITORY, path), 'utf8');

export async function readStack(): Promise<Stack> {
  return parse(await fileOf('docker-compose.yml'), { merge: true }) as Stack;
}

/** `source` and `target` of what a service mounts. */
export function mounts({ volumes = [] }: Service): { source: string; target: string }[] {
  return volumes.map((volume) => {
    const [source = '', target = ''] = volume.split(':');
    return { source, target };
  });
}

/** Runs a program to its end. @throws Error with what it printed, when it fails */
export const runProgram = promisify(execFile);

/** The stack's secrets, made as its service makes them, in a folder. */
export async function makeSecrets(folder: string): Promise<void> {
  await runProgram('sh', [join(REPOSITORY, 'deploy/secrets/make-secrets.sh'), folder]);
}
