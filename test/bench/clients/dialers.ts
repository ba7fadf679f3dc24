// Each contender's clients.
import type { ServerName } from '../support/server-process.ts';
import type { Dialer } from './line.ts';
import { parleyDialer } from './parley-dialer.ts';
import { peerjsDialer } from './peerjs-dialer.ts';
import { socketIoDialer } from './socket-io-dialer.ts';
import { wsDialer } from './ws-dialer.ts';

export const DIALERS: Record<ServerName, Dialer> = {
  ws: wsDialer,
  peerjs: peerjsDialer,
  'socket.io': socketIoDialer,
  parley: parleyDialer,
};

export const CONTENDERS: readonly ServerName[] = ['ws', 'peerjs', 'socket.io', 'parley'];
