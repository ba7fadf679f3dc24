import { StorageError } from '../storage-error.ts';
import { connectionOptions, postgresPlace } from './connection-options.ts';

describe('a PostgreSQL’s URL', () => {
  it('names host, port, user and database, escaped as URLs are', () => {
    expect(connectionOptions('postgres://ann:p%40ss@db.example:5433/my%20calls')).toMatchObject({
      host: 'db.example',
      port: 5433,
      user: 'ann',
      password: 'p@ss',
      database: 'my calls',
    });
  });

  it.each(['require', 'verify-ca', 'verify-full'])(
    'with sslmode=%s has the certificate and its name checked',
    (mode) => {
      const { ssl } = connectionOptions(`postgres://db.example/calls?sslmode=${mode}`);
      expect(ssl).toBeTruthy();
      expect(ssl).not.toMatchObject({ rejectUnauthorized: false });
    },
  );

  it('with sslmode=no-verify encrypts, whoever is at the other end', () => {
    const { ssl } = connectionOptions('postgres://db.example/calls?sslmode=no-verify');
    expect(ssl).toMatchObject({ rejectUnauthorized: false });
  });

  it.each([
    'postgres://ann:secret@localhost',
    'postgres://ann:secret@localhost:port/calls',
    'postgres://ann:secret@localhost/calls?sslmode=allow',
    'postgres://ann:secret@localhost/calls?sslrootcert=/no/such/file',
    'mysql://ann:secret@localhost/calls',
  ])('%s is refused without repeating it', (url) => {
    expect(() => connectionOptions(url)).toThrow(StorageError);
    expect(() => connectionOptions(url)).toThrow(/^(?!.*secret)/);
  });

  it.each([
    ['postgres://ann:secret@db.example/calls', 'calls at db.example:5432'],
    ['postgresql:///calls?host=/run/postgresql', 'calls at /run/postgresql'],
  ])('%s is told of as %s', (url, place) => {
    expect(postgresPlace(url)).toBe(place);
  });
});
