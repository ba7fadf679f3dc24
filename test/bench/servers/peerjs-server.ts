// PeerJS's own server, as its package starts it.
import { PeerServer } from 'peer';

PeerServer({ port: Number(process.env['PORT']), host: '127.0.0.1', concurrent_limit: 100_000 }, () =>
  console.log('listening'),
);
