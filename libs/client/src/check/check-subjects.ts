// What each check looks at, in words.
import type { CheckGroup, CheckName, CheckSubject } from './check-line.ts';
import type { IceAddress } from './ice-address.ts';

const SUBJECTS: Readonly<Record<CheckName, readonly [group: CheckGroup, label: string]>> = {
  'secure-context': ['browser', 'Secure page'],
  webrtc: ['browser', 'Calls in this browser'],
  camera: ['devices', 'Camera'],
  microphone: ['devices', 'Microphone'],
  server: ['server', 'Server'],
  websocket: ['server', 'Signaling by WebSocket'],
  polling: ['server', 'Signaling by HTTP polling'],
  'ice-servers': ['network', 'STUN and TURN servers'],
  stun: ['network', 'STUN'],
  turn: ['network', 'TURN'],
  'relay-data': ['network', 'Data through the relay'],
  'relay-media': ['network', 'Picture through the relay'],
};

export function subjectOf(check: CheckName): CheckSubject {
  const [group, label] = SUBJECTS[check];
  return { check, group, label, address: null };
}

/** @param all those that are looked at in this run: of those alike the label says which one it is */
export function subjectOfAddress(address: IceAddress, all: readonly IceAddress[]): CheckSubject {
  const label = labelOf(address);
  const alike = all.filter((other) => labelOf(other) === label);
  const which = alike.length > 1 ? `, ${alike.indexOf(address) + 1} of ${alike.length}` : '';
  return { ...subjectOf(address.kind), label: label + which, address: address.url };
}

/** Never the host: labels stand in the report's text. */
function labelOf({ kind, transport, port }: IceAddress): string {
  return kind === 'stun' ? 'STUN' : `TURN over ${transport.toUpperCase()}, port ${port}`;
}
