// A relay on bare Socket.IO with acknowledgements: the least code that somebody would write.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();

new Server(http).on('connection', (socket) => {
  let room: string;
  socket.on('join', (name: string, acknowledge: (answer: object) => void) => {
    room = name;
    void socket.join(room);
    acknowledge({ ok: true });
  });
  socket.on('candidate', (signal: object, acknowledge: (answer: object) => void) => {
    socket.to(room).emit('candidate', signal);
    acknowledge({ ok: true });
  });
});

http.listen(Number(process.env['PORT']), '127.0.0.1', () => console.log('listening'));
