// Each kind of router does what its name says, seen as a STUN client sees it: by what arrives, and from where.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { whyNoNetworks } from '../../scripts/lib/network-tools.ts';
import { Internet } from './internet.ts';
import { UdpSocket } from './udp-socket.ts';

// Namespaces, links and rules are made one after the other, each by a program: seconds on a busy machine.
jest.setTimeout(60_000);

/** Resolves when all that `socket` was told to send has left it; `witness` is where its packets surely arrive. */
async function sent(socket: UdpSocket, witness: UdpSocket): Promise<void> {
  const text = `witnessed ${randomUUID()}`;
  socket.send(text, witness);
  await witness.receive(text);
}

const whenPossible = whyNoNetworks() ? describe.skip : describe;

whenPossible('a port-restricted router', () => {
  let internet: Internet;

  beforeAll(async () => {
    internet = await Internet.make();
  });
  afterAll(() => internet.discard());

  test('has one mapping for every destination, and lets in only what was sent to', async () => {
    const home = await internet.router('home', 'port-restricted');
    const inside = await UdpSocket.open(await internet.device('laptop', home));
    const one = await internet.host('one');
    const [a, sibling, stranger] = [
      await UdpSocket.open(one),
      await UdpSocket.open(one),
      await UdpSocket.open(await internet.host('other')),
    ];

    inside.send('to a', a);
    const mapping = await a.receive('to a');
    expect(mapping.address).toBe(home.address);
    for (const socket of [sibling, stranger]) {
      socket.send('uninvited', mapping);
      await sent(socket, a);
      inside.send('to all', socket);
      expect(await socket.receive('to all')).toEqual({ ...mapping, text: 'to all' });
    }
    // Now that it was sent to, each gets through; what it sent before would have come first.
    for (const [index, socket] of [sibling, stranger].entries()) {
      socket.send(`invited ${index}`, mapping);
      await inside.receive(`invited ${index}`);
    }
    expect(inside.came.map(({ text }) => text)).toEqual(['invited 0', 'invited 1']);
  });

  test('lets two devices through to each other when both send, whoever was first', async () => {
    const [left, right] = [
      await internet.router('left', 'port-restricted'),
      await internet.router('right', 'port-restricted'),
    ];
    const rendezvous = await UdpSocket.open(await internet.host('rendezvous'));
    const [ada, grace] = [
      await UdpSocket.open(await internet.device('ada', left)),
      await UdpSocket.open(await internet.device('grace', right)),
    ];
    ada.send('ada', rendezvous);
    grace.send('grace', rendezvous);
    const [hers, other] = [await rendezvous.receive('ada'), await rendezvous.receive('grace')];

    // The first is refused at the other router, which must not remember it; the second finds the door that it opened.
    ada.send('knock', other);
    await sent(ada, rendezvous);
    grace.send('hello', hers);
    expect(await ada.receive('hello')).toEqual({ ...other, text: 'hello' });
    ada.send('hello yourself', other);
    expect(await grace.receive('hello yourself')).toEqual({ ...hers, text: 'hello yourself' });
  });
});

/** Two sockets of one server and one of another: for what depends on the address, and on the port. */
async function three(internet: Internet): Promise<[UdpSocket, UdpSocket, UdpSocket]> {
  const one = await internet.host('one');
  return [await UdpSocket.open(one), await UdpSocket.open(one), await UdpSocket.open(await internet.host('other'))];
}

whenPossible('a full-cone router', () => {
  test('has one mapping for every destination, by which anybody gets in, also before it was sent to', async () => {
    const internet = await Internet.make();
    try {
      const home = await internet.router('home', 'full-cone');
      const inside = await UdpSocket.open(await internet.device('laptop', home));
      const [a, sibling, stranger] = await three(internet);
      inside.send('to a', a);
      const mapping = await a.receive('to a');
      expect(mapping.address).toBe(home.address);
      for (const socket of [sibling, stranger]) {
        socket.send(`uninvited, from ${socket.port}`, mapping);
        await inside.receive(`uninvited, from ${socket.port}`);
        inside.send('to all', socket);
        expect(await socket.receive('to all')).toEqual({ ...mapping, text: 'to all' });
      }
    } finally {
      await internet.discard();
    }
  });
});

whenPossible('a symmetric router', () => {
  test('has another mapping for each destination, and by each only that gets in', async () => {
    const internet = await Internet.make();
    try {
      const home = await internet.router('home', 'symmetric');
      const inside = await UdpSocket.open(await internet.device('laptop', home));
      const sockets = await three(internet);
      const mappings = [];
      for (const socket of sockets) {
        inside.send('to all', socket);
        mappings.push(await socket.receive('to all'));
      }
      expect(new Set(mappings.map(({ port }) => port)).size).toBe(3);
      const [a, sibling, stranger] = sockets;
      const [mapping] = mappings;
      if (!mapping) throw new Error('Nothing came.');
      for (const socket of [sibling, stranger]) {
        socket.send('uninvited', mapping);
        await sent(socket, a);
      }
      a.send('invited', mapping);
      await inside.receive('invited');
      expect(inside.came.map(({ text }) => text)).toEqual(['invited']);
    } finally {
      await internet.discard();
    }
  });
});

whenPossible.each(['udp-blocked', 'only-443'] as const)('a router of the kind %s', (kind) => {
  test('lets no UDP out', async () => {
    const internet = await Internet.make();
    try {
      const home = await internet.router('home', kind);
      const [inside, neighbour] = [
        await UdpSocket.open(await internet.device('laptop', home)),
        await UdpSocket.open(await internet.device('neighbour', home)),
      ];
      const server = await UdpSocket.open(await internet.host('server'));
      inside.send('lost', server);
      await sent(inside, neighbour);
      // On the same segment as the server, so it comes there after all that got out.
      await sent(await UdpSocket.open(await internet.host('witness')), server);
      expect(server.came.map(({ text }) => text)).not.toContain('lost');
    } finally {
      await internet.discard();
    }
  });
});

whenPossible('a router that fails', () => {
  test('lets nothing through, or no UDP, until it is mended; a device that moves has another address', async () => {
    const internet = await Internet.make();
    try {
      const [home, cafe] = [await internet.router('home', 'port-restricted'), await internet.router('cafe', 'open')];
      const server = await UdpSocket.open(await internet.host('server'));
      const laptop = await internet.device('laptop', home);
      const before = await UdpSocket.open(laptop);
      before.send('at home', server);
      await server.receive('at home');

      // On the same switch: what goes there does not pass the router.
      const neighbour = await UdpSocket.open(await internet.device('neighbour', home));
      for (const traffic of ['everything', 'udp'] as const) {
        await home.cut(traffic);
        before.send('lost', server);
        await sent(before, neighbour);
      }
      await home.mend();
      before.send('mended', server);
      await server.receive('mended');

      await laptop.plug(cafe.network);
      const after = await UdpSocket.open(laptop);
      after.send('in the cafe', server);
      expect(await server.receive('in the cafe')).toEqual({
        text: 'in the cafe',
        address: laptop.address,
        port: after.port,
      });
      expect(server.came.map(({ text }) => text)).toEqual(['at home', 'mended', 'in the cafe']);
    } finally {
      await internet.discard();
    }
  });
});
