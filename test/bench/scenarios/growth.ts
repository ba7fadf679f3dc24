// Whether a server slows down as its database grows: lists, joins and signals beside few and beside many stored calls.
import { rm } from 'node:fs/promises';
import { DIALERS } from '../clients/dialers.ts';
import { createCall, join } from '../clients/parley-dialer.ts';
import { SocketIoClient } from '../clients/socket-io-client.ts';
import { type Latencies, Load } from '../support/load.ts';
import { ServerProcess } from '../support/server-process.ts';
import { percentile } from '../support/statistics.ts';
import { storedCalls } from '../support/stored-calls.ts';

export interface GrowthOptions {
  sizes: readonly number[];
  rounds: number;
  /** Samples of each kind in a round. */
  samples: number;
}

/** By what was asked for. */
export interface Growth {
  list: Latencies;
  listOpen: Latencies;
  join: Latencies;
  signal: Latencies;
}

/** By how many calls are stored: each round's figures, the servers taken by turns. */
export async function growth({ sizes, rounds, samples }: GrowthOptions): Promise<Record<string, Growth[]>> {
  const sides: { size: number; dataFolder: string; server: ServerProcess }[] = [];
  for (const size of sizes) {
    const dataFolder = await storedCalls(size);
    sides.push({ size, dataFolder, server: await ServerProcess.start('parley', { dataFolder }) });
  }
  const results: Record<string, Growth[]> = Object.fromEntries(sizes.map((size) => [size, []]));
  for (const { server } of sides) await measure(server, samples);
  for (let round = 0; round < rounds; round += 1) {
    for (const { size, server } of sides) results[size]?.push(await measure(server, samples));
  }
  for (const { server, dataFolder } of sides) {
    await server.stop();
    await rm(dataFolder, { recursive: true });
  }
  return results;
}

async function measure({ url }: ServerProcess, samples: number): Promise<Growth> {
  const get = (path: string) => async () => {
    const answer = await fetch(`http://${url}/api/v1/calls${path}`);
    if (!answer.ok) throw new Error(`A list was answered ${answer.status}.`);
    await answer.arrayBuffer();
  };
  const list = await timed(samples, get(''));
  const listOpen = await timed(samples, get('?state=active'));
  const clients: SocketIoClient[] = [];
  for (let made = 0; made < samples / 2; made += 1) clients.push(await SocketIoClient.open(url));
  const calls = await Promise.all(Array.from({ length: Math.ceil(clients.length / 2) }, () => createCall(url)));
  const joined = await timed(clients.length, async (index) => {
    await join(clients[index] as SocketIoClient, calls[index >> 1] as string);
  });
  for (const client of clients) client.close();
  const load = await Load.connect(DIALERS.parley, url, 10);
  await load.pace(1000, samples / 250);
  const signal = load.latencies();
  load.close();
  return { list, listOpen, join: joined, signal };
}

async function timed(count: number, run: (index: number) => Promise<void>): Promise<Latencies> {
  const took: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const begun = performance.now();
    await run(index);
    took.push(performance.now() - begun);
  }
  return { p50: percentile(took, 50), p99: percentile(took, 99) };
}
