// An nginx of the test's own in front of several servers, as docs/operations would have one: polling clients stay with their
// server by address, and who cannot be served by one is passed on to the next.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTool, NGINX } from '../../scripts/lib/system-tools.ts';
import { ChildServer } from './child-server.ts';
import { freePort } from './start-server.ts';

export interface NginxOptions {
  /** The servers' ports on this machine. */
  ports: readonly number[];
  /** Which of them a client comes to first: by its address, or each in turn. */
  balance: 'ip_hash' | 'round-robin';
}

export class Nginx {
  private constructor(
    readonly url: string,
    private readonly child: ChildServer,
    private readonly folder: string,
  ) {}

  /** One that serves. @throws Error when nginx is missing, or with what it printed */
  static async start(options: NginxOptions): Promise<Nginx> {
    const program = findTool(NGINX);
    if (!program) throw new Error(`nginx is missing: ${NGINX.advice}.`);
    const folder = await mkdtemp(join(tmpdir(), 'parley-nginx-'));
    const port = await freePort();
    const file = join(folder, 'nginx.conf');
    await writeFile(file, configuration(options, port, folder));
    const url = `http://127.0.0.1:${port}`;
    const child = await ChildServer.start({
      program,
      args: ['-p', folder, '-c', file],
      serves: () =>
        fetch(url).then(
          () => true,
          () => false,
        ),
    });
    return new Nginx(url, child, folder);
  }

  async discard(): Promise<void> {
    await this.child.end('SIGTERM');
    await rm(this.folder, { recursive: true, force: true });
  }
}

function configuration({ ports, balance }: NginxOptions, port: number, folder: string): string {
  const sticky = balance === 'ip_hash' ? 'ip_hash;' : '';
  const servers = ports.map((one) => `server 127.0.0.1:${one} max_fails=1 fail_timeout=1s;`).join('\n    ');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join('\n  ');
  return `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 2048; }
http {
  access_log off;
  ${temporary}
  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
  upstream parley {
    ${sticky}
    ${servers}
    keepalive 64;
  }
  server {
    listen 127.0.0.1:${port};
    client_max_body_size 1m;
    client_body_buffer_size 1m;
    location / {
      proxy_pass http://parley;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_set_header Forwarded '';
      proxy_connect_timeout 1s;
      proxy_read_timeout 60s;
      proxy_buffering off;
      proxy_next_upstream error timeout http_503;
      proxy_next_upstream_tries 3;
    }
  }
}
`;
}
