import type { LocalAddresses } from '../lan/local-addresses.ts';
import { readSettings } from '../settings/read-settings.ts';
import { coturnConfiguration } from './coturn-configuration.ts';
import { planTurn } from './own-turn-server.ts';

const AT_HOME = { ips: ['127.0.0.1', '192.168.1.5'], names: ['localhost'], reachable: '192.168.1.5' };
const ALONE: LocalAddresses = { ips: ['127.0.0.1'], names: ['localhost'], reachable: null };

async function plan(
  environment: Record<string, string>,
  addresses: LocalAddresses = AT_HOME,
  address: string | null = null,
) {
  const settings = readSettings({ PARLEY_TURN: 'on', ...environment });
  const { options, settings: planned } = await planTurn(
    settings,
    { port: 3478, secret: 'north', folder: '/t' },
    addresses,
    () => Promise.resolve(address),
  );
  return { urls: planned.turn?.urls, lines: coturnConfiguration(options).split('\n') };
}

describe('a TURN server of one’s own', () => {
  it('is named by the address that the local network reaches, over UDP and TCP', async () => {
    const { urls, lines } = await plan({});
    expect(urls).toEqual(['turn:192.168.1.5:3478?transport=udp', 'turn:192.168.1.5:3478?transport=tcp']);
    expect(lines).toEqual(
      expect.arrayContaining(['listening-port=3478', 'use-auth-secret', 'static-auth-secret=north']),
    );
    expect(lines.join()).not.toContain('external-ip');
  });

  it('is named by the public URL, and told its outer address when that is none of the machine’s', async () => {
    const { urls, lines } = await plan({ PARLEY_PUBLIC_URL: 'https://calls.example.org' }, AT_HOME, '198.51.100.7');
    expect(urls?.[0]).toBe('turn:calls.example.org:3478?transport=udp');
    expect(lines).toContain('external-ip=198.51.100.7/192.168.1.5');
  });

  it('opens no inner network to the internet, but its own address, where two relays meet', async () => {
    const { lines } = await plan({ PARLEY_PUBLIC_URL: 'https://calls.example.org' }, AT_HOME, '198.51.100.7');
    expect(lines).toContain('denied-peer-ip=10.0.0.0-10.255.255.255');
    expect(lines).toContain('denied-peer-ip=192.168.0.0-192.168.255.255');
    expect(lines).toContain('allowed-peer-ip=192.168.1.5');
  });

  it('serves TLS too where there is a certificate', async () => {
    const { urls, lines } = await plan({ PARLEY_TLS_CERT: '/c.pem', PARLEY_TLS_KEY: '/k.pem' });
    expect(urls).toContain('turns:192.168.1.5:5349?transport=tcp');
    expect(lines).toEqual(expect.arrayContaining(['tls-listening-port=5349', 'cert=/c.pem', 'pkey=/k.pem']));
  });

  it('serves this machine alone when there is no network', async () => {
    const { urls, lines } = await plan({}, ALONE);
    expect(urls?.[0]).toBe('turn:127.0.0.1:3478?transport=udp');
    expect(lines).toEqual(expect.arrayContaining(['listening-ip=127.0.0.1', 'allow-loopback-peers']));
  });
});
