// Why a storage cannot be opened, in one line that a person at a terminal understands.

export class StorageError extends Error {
  override readonly name = 'StorageError';
}
