// That secrets are compared in one way is shown by how the code is made: a test that measures time would say what the machine
// did meanwhile, and be right by chance.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isSameHash } from '@parley/storage';
import { API_KEY_PREFIX, hashSecret, newApiKey, newId, newSecret } from './secrets.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
/** Ids of STUN transactions are no secret. */
const COMPARED_OPENLY = ['apps/server/src/turn/stun-message.ts'];
/** Two hashes of the database's own: whether a call still has the password that one fitted a moment ago. */
const BOTH_OURS = 'password.fits === password_hash';
const FOLDERS = ['apps/server/src', 'libs/storage/src', 'libs/call-rules/src'];

it('equal secrets have the same hash, others do not, and a hash that is torn is nobody’s', () => {
  const secret = newSecret();
  expect(isSameHash(hashSecret(secret), hashSecret(secret))).toBe(true);
  for (const other of [`${secret} `, secret.toUpperCase(), secret.slice(1), '', newSecret()]) {
    expect(isSameHash(hashSecret(secret), hashSecret(other))).toBe(false);
  }
  expect(isSameHash(hashSecret(secret), hashSecret(secret).subarray(1))).toBe(false);
});

it.each([
  ['a secret', newSecret, /^[\w-]{43}$/],
  ['an API key', newApiKey, /^parley_[\w-]{43}$/],
  ['an id', newId, /^[\w-]{22}$/],
])('%s is long, fits into an address, and none comes twice', (_, make, form) => {
  const made = Array.from({ length: 1000 }, make);
  expect(made.filter((one) => !form.test(one))).toEqual([]);
  expect(new Set(made).size).toBe(1000);
});

it('no seat’s secret is taken for an API key of the database by its form', () => {
  expect(Array.from({ length: 1000 }, newSecret).filter((secret) => secret.startsWith(API_KEY_PREFIX))).toEqual([]);
});

describe('in the server and its libraries', () => {
  async function sources(): Promise<[file: string, line: string][]> {
    const files = await Promise.all(
      FOLDERS.map(async (folder) => {
        const names = await readdir(join(ROOT, folder), { recursive: true });
        return names.filter((name) => /(?<!\.spec)\.ts$/.test(name)).map((name) => join(folder, name));
      }),
    );
    const lines = await Promise.all(
      files.flat().map(async (file) => {
        const text = await readFile(join(ROOT, file), 'utf8');
        return text.split('\n').map((line): [string, string] => [file, line.trim()]);
      }),
    );
    return lines.flat().filter(([, line]) => !/^(\/\/|\*|\/\*)/.test(line));
  }

  it('what holds a secret is compared with nothing but words of the code itself', async () => {
    // Either side of === or !==, the last word of a path such as `body.secret`.
    const named = String.raw`(?:\w+\??\.)*\w*(?:secret|apiKey|bearer|password|hash)\w*`;
    const compared = new RegExp(
      String.raw`\b(${named})\s*[!=]==?\s*([^\s)&|?;]+)|([^\s(&|?!]+)\s*[!=]==?\s*\b(${named})\b`,
      'i',
    );
    const harmless = /^(null|undefined|'[^']*')$/;
    const found = (await sources()).flatMap(([file, line]) => {
      const match = compared.exec(line);
      const other = match?.[2] ?? match?.[3];
      if (!match || other === undefined || line.includes(BOTH_OURS) || harmless.test(other) || /^typeof$/.test(other))
        return [];
      return [`${file}: ${line}`];
    });
    expect(found).toEqual([]);
  });

  it('bytes are compared in constant time, where they are of a secret', async () => {
    const found = (await sources())
      .filter(([, line]) => /Buffer\.compare\(|\.equals\(/.test(line))
      .map(([file]) => file);
    expect(found).toEqual(COMPARED_OPENLY);
  });
});
