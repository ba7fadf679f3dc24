import { Refusal } from '@parley/protocol';
import { StorageError } from '@parley/storage';
import { SettingsError } from './settings/environment.ts';
import { startProblem } from './start-problem.ts';

const systemError = (code: string, details: object): Error => Object.assign(new Error(code), { code, ...details });

describe('the line that says why a start failed', () => {
  it.each<[string, unknown, RegExp]>([
    ['a setting', new SettingsError('PORT', 'it is no number'), /PORT.*it is no number/],
    ['the database’s file', new StorageError('It is torn.'), /^It is torn\.$/],
    [
      'a database that opens and then cannot be written',
      new Refusal('unavailable', 'Try again.', {
        cause: new Error('Error: database or disk is full\n    at somewhere'),
      }),
      /^The database cannot be written \(database or disk is full\)/,
    ],
    ['a port that is taken', systemError('EADDRINUSE', { port: 80 }), /^Port 80 is in use/],
    ['an address of another machine', systemError('EADDRNOTAVAIL', { address: '192.0.2.1' }), /192\.0\.2\.1/],
    ['a port that needs root', systemError('EACCES', { port: 80 }), /^Port 80 may not be used/],
    ['a folder that cannot be written', systemError('EROFS', { path: '/data' }), /^\/data cannot be written/],
  ])('names %s', (_, error, line) => {
    expect(startProblem(error)).toMatch(line);
    expect(startProblem(error)).not.toContain('\n');
  });

  it('is none for what nobody meant: its stack is told', () => {
    expect(startProblem(new TypeError('x is undefined'))).toBeNull();
    expect(startProblem(systemError('ENOENT', {}))).toBeNull();
  });
});
