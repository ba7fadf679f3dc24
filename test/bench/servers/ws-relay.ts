// A relay on bare `ws`: the first message names the room, all others go to whoever else is in it.
import { createServer } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';

const rooms = new Map<string, Set<WebSocket>>();
const http = createServer();

new WebSocketServer({ server: http }).on('connection', (socket) => {
  socket.once('message', (data: Buffer) => {
    const name = data.toString();
    const room = rooms.get(name) ?? new Set();
    rooms.set(name, room.add(socket));
    socket.on('message', (data) => {
      for (const peer of room) if (peer !== socket) peer.send(data, { binary: false });
    });
    socket.on('close', () => room.delete(socket));
    socket.send('joined');
  });
});

http.listen(Number(process.env['PORT']), '127.0.0.1', () => console.log('listening'));
