// The entry `@parley/client/files`: files to and from everyone in a call.
export { Files, TransferEvent, type FilesEventMap, type OfferOptions } from './files/files.ts';
export type { FileFailure } from './files/file-codes.ts';
export { safeFileName } from './files/file-name.ts';
export { IncomingFile } from './files/incoming-file.ts';
export { OutgoingFile } from './files/outgoing-file.ts';
export { MEMORY_LIMIT, type FileLimit } from './files/storage/file-storage.ts';
export { FileTransfer, type FileTransferEventMap, type TransferState } from './files/transfer.ts';
