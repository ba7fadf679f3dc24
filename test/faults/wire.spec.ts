import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Wire } from './wire.ts';

const chunk = async (socket: Socket): Promise<string> => {
  const [data] = (await once(socket, 'data')) as [Buffer];
  return data.toString();
};

/** However it comes about: with an error, too. */
const closed = (socket: Socket): Promise<void> => new Promise((resolve) => socket.once('close', () => resolve()));

describe('a wire', () => {
  let listener: Server;
  let wire: Wire;
  let person: Socket;
  let server: Socket;

  beforeEach(async () => {
    listener = createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    wire = await Wire.to((listener.address() as AddressInfo).port);
    const arrived = once(listener, 'connection') as Promise<[Socket]>;
    person = connect(Number(new URL(wire.url).port), '127.0.0.1');
    person.on('error', () => {});
    [server] = await arrived;
    server.on('error', () => {});
  });
  afterEach(async () => {
    await wire.close();
    person.destroy();
    server.destroy();
    listener.close();
  });

  it('carries both ways', async () => {
    person.write('to the server');
    expect(await chunk(server)).toBe('to the server');
    server.write('to the person');
    expect(await chunk(person)).toBe('to the person');
  });

  it.each(['requests', 'answers'] as const)('loses %s, and nothing else', async (direction) => {
    wire.lose(direction);
    const [lost, kept] = direction === 'requests' ? [person, server] : [server, person];
    const heard: string[] = [];
    kept.on('data', (data: Buffer) => heard.push(data.toString()));
    lost.write('lost');
    kept.write('kept');
    expect(await chunk(lost)).toBe('kept');
    wire.cut();
    await closed(kept);
    expect(heard).toEqual([]);
  });

  it('tells both ends when it is cut', async () => {
    const ends = [closed(person), closed(server)];
    wire.cut();
    await Promise.all(ends);
  });

  it('tells only the person when it is cut silently, until it is taken away', async () => {
    const gone = closed(person);
    wire.cut({ silent: true });
    await gone;
    server.write('into the void');
    expect(server.destroyed).toBe(false);
    const told = closed(server);
    await wire.close();
    await told;
    wire = await Wire.to(1);
  });

  it('passes on that the server has closed', async () => {
    const told = closed(person);
    server.destroy();
    await told;
  });
});
