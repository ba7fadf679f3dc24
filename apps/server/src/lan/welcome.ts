// What the terminal says once the server listens: where it is, where the data is, and what is open to whom.
import { resolve } from 'node:path';
import { renderUnicodeCompact } from 'uqr';
import type { Settings } from '../settings/settings.ts';
import type { LocalAddresses } from './local-addresses.ts';

/** The ports that are really listened on: a setting may have been 0. */
export interface ListeningPorts {
  http: number;
  https: number | null;
}

export function welcome(settings: Settings, addresses: LocalAddresses, ports: ListeningPorts): string {
  const rows: [string, string][] = [['Page', `http://localhost:${ports.http}`]];
  if (ports.https !== null) rows.push(['Phone', settings.publicUrl ?? `https://localhost:${ports.https}`]);
  else if (settings.publicUrl) rows.push(['Public', settings.publicUrl]);
  const { database } = settings;
  rows.push(
    ['REST', `http://localhost:${ports.http}/api/v1 (documentation at /docs)`],
    ['Data', database.engine === 'sqlite' ? resolve(database.path) : `PostgreSQL: ${database.place}`],
    ['Open', whoMayDoWhat(settings)],
  );
  if (settings.turn) rows.push(['Relay', settings.turn.urls.join(', ')]);
  const lines = rows.map(([name, value]) => `  ${name.padEnd(8)}${value}`);
  return ['', '  Parley is ready.', '', ...lines, '', ...phoneLines(settings, addresses, ports)].join('\n');
}

function whoMayDoWhat(settings: Settings): string {
  const reach = /^(127\.|::1$|localhost$)/.test(settings.host) ? 'on this machine' : 'who reaches this address';
  const keys = settings.apiKeys.length;
  return `everyone ${reach} may create, list and join calls; ${keys || 'no'} API key${keys === 1 ? '' : 's'}`;
}

function phoneLines(settings: Settings, addresses: LocalAddresses, ports: ListeningPorts): string[] {
  if (ports.https === null) return ['  For a phone on the same network: npm start -- --lan', ''];
  if (!settings.publicUrl)
    return addresses.reachable ? [] : ['  No local network was found: only this machine can reach it.', ''];
  const qr = renderUnicodeCompact(settings.publicUrl, { border: 2 });
  const advice = settings.tls
    ? []
    : [
        '  The phone warns once of a certificate it does not know: "Advanced", then "Proceed" (Safari: "Show Details", then "visit this website").',
        '',
      ];
  return [...qr.split('\n').map((line) => `  ${line}`), '', ...advice];
}
