import { publicBase } from './public-base.ts';
import { readSettings } from './read-settings.ts';

describe('the settings', () => {
  it('have a default each', () => {
    expect(readSettings({})).toMatchObject({
      port: 3000,
      host: '0.0.0.0',
      lan: false,
      httpsPort: 3443,
      tls: null,
      database: { engine: 'sqlite', path: 'data/parley.db' },
      dataFolder: 'data',
      publicUrl: null,
      trustedProxies: 0,
      stunUrls: ['stun:stun.l.google.com:19302'],
      ownTurnPort: null,
      turn: null,
      apiKeys: [],
      corsOrigins: [],
      reconnectGraceSeconds: 60,
      callIdleTtlSeconds: 86400,
      retentionSeconds: 604800,
      rateLimit: true,
    });
  });

  it.each([
    [{ PARLEY_STUN_URLS: '' }, { stunUrls: [] }],
    [
      { PARLEY_STUN_URLS: 'stun:a.example, stun:b.example:3478' },
      { stunUrls: ['stun:a.example', 'stun:b.example:3478'] },
    ],
    [{ DATABASE_URL: 'sqlite:/var/lib/parley.db' }, { database: { engine: 'sqlite', path: '/var/lib/parley.db' } }],
    [{ DATABASE_URL: 'sqlite:///var/lib/parley.db' }, { dataFolder: '/var/lib' }],
    [
      { DATABASE_URL: 'postgres://ann:secret@db.example:5433/calls', PARLEY_DATABASE_CONNECTIONS: '20' },
      { database: { engine: 'postgres', place: 'calls at db.example:5433', connections: 20 }, dataFolder: 'data' },
    ],
    [
      { DATABASE_URL: 'postgresql:///calls?host=/run/postgresql&sslmode=disable' },
      { database: { place: 'calls at /run/postgresql' } },
    ],
    [{ PARLEY_PUBLIC_URL: 'https://calls.example.org/' }, { publicUrl: 'https://calls.example.org' }],
    [{ PARLEY_CORS_ORIGINS: '*' }, { corsOrigins: '*' }],
    [{ PARLEY_CORS_ORIGINS: 'https://a.example' }, { corsOrigins: ['https://a.example'] }],
    [{ PARLEY_TRUST_PROXY: '2' }, { trustedProxies: 2 }],
    [{ PARLEY_TRUST_PROXY: 'off' }, { trustedProxies: 0 }],
    [
      { PARLEY_TURN_URLS: 'turn:a.example, turns:[2001:db8::1]:443?transport=tcp', PARLEY_TURN_SECRET: 'north' },
      {
        turn: { urls: ['turn:a.example', 'turns:[2001:db8::1]:443?transport=tcp'], secret: 'north', ttlSeconds: 3600 },
      },
    ],
    [{ PARLEY_TURN: 'on' }, { ownTurnPort: 3478 }],
    [{ PARLEY_ACCESS: 'open' }, { access: 'open' }],
    [{ PARLEY_DUPLICATE_IDENTITY: 'reject' }, { duplicateIdentity: 'reject' }],
    [{}, { duplicateIdentity: 'replace' }],
    [
      { PARLEY_ACCESS: 'token', PARLEY_API_KEYS: 'key' },
      { access: 'token', apiKeys: ['key'], tokenSecrets: [] },
    ],
    [
      { PARLEY_ACCESS: 'token', PARLEY_TOKEN_SECRETS: 'c'.repeat(32) },
      { access: 'token', apiKeys: [], tokenSecrets: ['c'.repeat(32)] },
    ],
    [
      { PARLEY_TOKEN_SECRETS: `${'a'.repeat(32)}, ${'b'.repeat(32)}` },
      { tokenSecrets: ['a'.repeat(32), 'b'.repeat(32)] },
    ],
  ])('%j is taken', (environment, expected) => {
    expect(readSettings(environment)).toMatchObject(expected);
  });

  it.each([
    { PORT: 'eighty' },
    { PORT: '-1' },
    { PORT: '65536' },
    { PARLEY_LAN: 'yes' },
    { PARLEY_HTTPS_PORT: '3000', PARLEY_LAN: 'on' },
    { PARLEY_TLS_KEY: 'key.pem' },
    { PARLEY_TLS_CERT: 'certificate.pem' },
    { DATABASE_URL: 'postgres://localhost' },
    { DATABASE_URL: 'postgres://ann:secret@localhost:port/parley' },
    { DATABASE_URL: 'postgres://localhost/parley?sslmode=prefer' },
    { DATABASE_URL: 'postgres://localhost/parley?sslrootcert=/no/such/file' },
    { PARLEY_DATABASE_CONNECTIONS: '3' },
    { DATABASE_URL: 'mysql://localhost/parley' },
    { DATABASE_URL: 'sqlite:' },
    { REDIS_URL: 'redis://localhost' },
    { PARLEY_PUBLIC_URL: 'calls.example.org' },
    { PARLEY_TRUST_PROXY: 'on' },
    { PARLEY_STUN_URLS: 'stun.example.org' },
    { PARLEY_TURN_URLS: 'turn.example.org', PARLEY_TURN_SECRET: 'secret' },
    { PARLEY_TURN_URLS: 'turn:turn.example.org?transport=sctp', PARLEY_TURN_SECRET: 'secret' },
    { PARLEY_TURN_TTL: '0' },
    { PARLEY_TURN: 'yes' },
    { PARLEY_TURN: 'on', PARLEY_TURN_SECRET: 'secret' },
    { PARLEY_ACCESS: 'token' },
    { PARLEY_TOKEN_SECRETS: 'too short' },
    { PARLEY_ACCESS: 'closed' },
    { PARLEY_DUPLICATE_IDENTITY: 'both' },
    { PARLEY_API_KEYS: 'with a space in the middle' },
    { PARLEY_CORS_ORIGINS: 'https://a.example/path' },
    { PARLEY_RECONNECT_GRACE: '1.5' },
    { PARLEY_CALL_IDLE_TTL: '0' },
    { PARLEY_RETENTION: 'forever' },
    { PARLEY_RATE_LIMIT: '1' },
    // What one of the two lacks is the other.
    { PARLEY_TURN_URLS: 'turn:turn.example.org' },
    { PARLEY_TURN_SECRET: 'secret' },
  ])('%j is refused in one line that names the setting', (environment) => {
    const names = Object.keys(environment);
    const named = [...names, 'PARLEY_TLS_CERT', 'PARLEY_TLS_KEY', 'PARLEY_TURN_URLS', 'PARLEY_TURN_SECRET'].join('|');
    expect(() => readSettings(environment)).toThrow(new RegExp(`^(${named}): (?!.*ann:).+$`));
  });
});

describe('the public base', () => {
  const behindProxy = readSettings({ PARLEY_TRUST_PROXY: '1' });
  const headers = { host: 'inside:3000', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'calls.example.org' };

  it.each([
    ['the Host its caller used', readSettings({}), { host: 'localhost:3000' }, false, 'http://localhost:3000'],
    ['https when it came over TLS', readSettings({}), { host: '192.168.1.5:3443' }, true, 'https://192.168.1.5:3443'],
    ['no forwarded header without trust', readSettings({}), headers, false, 'http://inside:3000'],
    ['the forwarded ones behind a trusted proxy', behindProxy, headers, false, 'https://calls.example.org'],
    [
      'the setting before all',
      readSettings({ PARLEY_PUBLIC_URL: 'https://a.example' }),
      headers,
      false,
      'https://a.example',
    ],
    ['something usable when the Host is nonsense', readSettings({}), { host: 'a b' }, false, 'http://localhost:3000'],
  ])('is %s', (_, settings, headers, encrypted, base) => {
    expect(publicBase(settings, { headers, encrypted })).toBe(base);
  });
});
