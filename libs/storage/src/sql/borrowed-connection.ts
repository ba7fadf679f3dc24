// Kysely's driver over one connection, whose transactions are begun and ended by whoever owns it.
import type { DatabaseConnection, Driver } from 'kysely';

export class BorrowedConnection implements Driver {
  private readonly connection: DatabaseConnection;

  constructor(connection: DatabaseConnection) {
    this.connection = connection;
  }

  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.connection;
  }
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}

  async beginTransaction(): Promise<void> {
    return notHere();
  }
  async commitTransaction(): Promise<void> {
    return notHere();
  }
  async rollbackTransaction(): Promise<void> {
    return notHere();
  }
}

function notHere(): never {
  throw new Error('A transaction belongs to the batch that commits it.');
}
