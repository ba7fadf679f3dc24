// A UDP socket on a host, as a test sees it: what a STUN client does to find out what a NAT does.
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ChildProcess } from 'node:child_process';
import type { Host } from './host.ts';
import type { Letter, Told } from './udp-socket.child.ts';

const CHILD = fileURLToPath(new URL('udp-socket.child.ts', import.meta.url));

export class UdpSocket {
  readonly host: Host;
  readonly port: number;
  /** Everything that came, with where it came from. */
  readonly came: Letter[] = [];
  readonly #process: ChildProcess;

  private constructor(host: Host, port: number, process: ChildProcess) {
    this.host = host;
    this.port = port;
    this.#process = process;
    process.on('message', (told: Told) => {
      if ('came' in told) this.came.push(told.came);
    });
  }

  static async open(host: Host): Promise<UdpSocket> {
    const child = host.spawn(process.execPath, [CHILD], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const [told]: Told[] = await once(child, 'message');
    if (!told || !('port' in told)) throw new Error('The socket said something else than its port.');
    return new UdpSocket(host, told.port, child);
  }

  /** Sends `text` and forgets it, as UDP does. */
  send(text: string, to: { address: string; port: number }): void {
    this.#process.send({ text, address: to.address, port: to.port } satisfies Letter);
  }

  /** Waits for `text`, and answers where it came from: the mapping of whoever sent it. */
  async receive(text: string): Promise<Letter> {
    for (;;) {
      const letter = this.came.find((each) => each.text === text);
      if (letter) return letter;
      await once(this.#process, 'message');
    }
  }

  get address(): string {
    return this.host.address;
  }
}
