import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SettingsError } from './environment.ts';
import { withSecretFiles } from './secret-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: string): string {
  const path = join(folder, 'secret');
  writeFileSync(path, content);
  return path;
}

it('takes a secret from the file that stands in its place, without the line’s end', () => {
  const read = withSecretFiles({ PORT: '1', PARLEY_TURN_SECRET_FILE: file('of the relay\n') });
  expect(read).toMatchObject({ PORT: '1', PARLEY_TURN_SECRET: 'of the relay' });
});

it('takes an empty setting for none, as an image may have one of its own that is to be left out', () => {
  expect(withSecretFiles({ DATABASE_URL: '', DATABASE_URL_FILE: file('sqlite:x') })['DATABASE_URL']).toBe('sqlite:x');
});

it('refuses what stands in both places, and a file that is not there; no message repeats a secret', () => {
  const both = { PARLEY_API_KEYS: 'key-1', PARLEY_API_KEYS_FILE: file('key-2') };
  expect(() => withSecretFiles(both)).toThrow(
    new SettingsError('PARLEY_API_KEYS_FILE', 'PARLEY_API_KEYS is set, too: leave one out'),
  );
  expect(() => withSecretFiles({ REDIS_URL_FILE: '/no/such/file' })).toThrow(
    /^REDIS_URL_FILE: "\/no\/such\/file" cannot be read$/,
  );
});

it('leaves settings alone that are no secrets', () => {
  expect(withSecretFiles({ PORT_FILE: '/no/such/file' })).toEqual({ PORT_FILE: '/no/such/file' });
});
