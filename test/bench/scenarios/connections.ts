// Connections: how many a server opens in a second (in Parley each takes a seat too), and what an idle one costs.
import { rm } from 'node:fs/promises';
import { CONTENDERS, DIALERS } from '../clients/dialers.ts';
import { newDataFolder, ServerProcess, type ServerName, type ServerProcessOptions } from '../support/server-process.ts';

export interface ConnectionOptions {
  rounds: number;
  connections: number;
  /** How many are on their way at a time. */
  atOnce: number;
}

export interface Connections {
  /** Opened per second. */
  rate: number;
  /** Microseconds of the server's CPU for each. */
  cpu: number;
  /** Bytes of resident memory for each that is open and idle. */
  rss: number;
  /** Bytes of live objects for each. */
  live: number;
}

/** What comes only once, such as code compiled, is no connection's. */
const WARM_UP = 200;

/** Alternates the contenders, a new process each time. */
export async function connections(options: ConnectionOptions): Promise<Record<ServerName, Connections[]>> {
  const results: Record<ServerName, Connections[]> = { ws: [], peerjs: [], 'socket.io': [], parley: [] };
  for (let round = 0; round < options.rounds; round += 1) {
    for (const name of CONTENDERS) results[name].push(await oneRound(name, options));
  }
  return results;
}

async function oneRound(name: ServerName, { connections, atOnce }: ConnectionOptions): Promise<Connections> {
  const dialer = DIALERS[name];
  const dataFolder = dialer.prepare && (await newDataFolder());
  const options: ServerProcessOptions = dataFolder === undefined ? {} : { dataFolder };
  if (dialer.prepare) {
    const earlier = await ServerProcess.start(name, options);
    await dialer.prepare(earlier.url, connections + WARM_UP);
    await earlier.stop();
  }
  const server = await ServerProcess.start(name, options);
  await close(await open(server, WARM_UP, atOnce));
  const before = await server.figures();
  const begun = performance.now();
  const opened = await open(server, connections, atOnce);
  const took = performance.now() - begun;
  const { cpu } = await server.figures();
  const after = await server.figures();
  await close(opened);
  await server.stop();
  if (dataFolder !== undefined) await rm(dataFolder, { recursive: true });
  return {
    rate: connections / (took / 1000),
    cpu: (cpu - before.cpu) / connections,
    rss: (after.rss - before.rss) / connections,
    live: (after.live - before.live) / connections,
  };
}

type Opened = { close(): void }[];

async function open({ name, url }: ServerProcess, count: number, atOnce: number): Promise<Opened> {
  const opened: Opened = [];
  let begun = 0;
  const one = async (): Promise<void> => {
    while (begun < count) {
      begun += 1;
      opened.push(await DIALERS[name].open(url));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return opened;
}

async function close(opened: Opened): Promise<void> {
  for (const connection of opened) connection.close();
  // Until the server has noticed every one.
  await new Promise((resolve) => setTimeout(resolve, 1000));
}
