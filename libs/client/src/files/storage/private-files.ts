// The page's own place on the disk (OPFS), as far as transfers use it: one folder for each seat in a call, one file for
// each transfer. See https://fs.spec.whatwg.org/#origin-private-file-system
const ROOT = 'parley-files';

/** Where a transfer's bytes are: the seat's folder, and the transfer's id. */
export interface PrivatePath {
  readonly folder: string;
  readonly name: string;
}

/** Whether the browser has a place for this page: not on insecure ones, and in some not in private windows. */
export async function hasPrivateFiles(): Promise<boolean> {
  try {
    await navigator.storage.getDirectory();
    return true;
  } catch {
    return false;
  }
}

/** @throws DOMException where the browser has none for this page, as on insecure ones */
export async function openFolder(folder: string, create: boolean): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  const parent = await root.getDirectoryHandle(ROOT, { create });
  return parent.getDirectoryHandle(folder, { create });
}

/** What has arrived, as a File that is read from the disk when it is used. */
export async function readPrivateFile({ folder, name }: PrivatePath): Promise<File> {
  const parent = await openFolder(folder, false);
  return (await parent.getFileHandle(name)).getFile();
}

/** Removes it, and the seat's folder with the last of them. What is not there is removed already. */
export async function removePrivateFile({ folder, name }: PrivatePath): Promise<void> {
  try {
    const parent = await openFolder(folder, false);
    await parent.removeEntry(name).catch(isNotFound);
    const root = await navigator.storage.getDirectory();
    await (await root.getDirectoryHandle(ROOT)).removeEntry(folder);
  } catch (error) {
    // The folder is gone, or has others in it.
    if (!(error instanceof DOMException) || !['NotFoundError', 'InvalidModificationError'].includes(error.name)) {
      throw error;
    }
  }
}

/** Which seats have a folder. */
export async function listFolders(): Promise<string[]> {
  const root = await navigator.storage.getDirectory();
  const parent = await root.getDirectoryHandle(ROOT, { create: true });
  const names: string[] = [];
  for await (const [name] of parent.entries()) {
    names.push(name);
  }
  return names;
}

/** When the latest of a seat's files was written to, in milliseconds since the Unix epoch; 0 for an empty folder. */
export async function lastWritten(folder: string): Promise<number> {
  let latest = 0;
  for await (const [, handle] of (await openFolder(folder, false)).entries()) {
    if (handle instanceof FileSystemFileHandle) {
      latest = Math.max(latest, (await handle.getFile()).lastModified);
    }
  }
  return latest;
}

/** Removes a seat's folder with everything in it. */
export async function removeFolder(folder: string): Promise<void> {
  const root = await navigator.storage.getDirectory();
  await (await root.getDirectoryHandle(ROOT)).removeEntry(folder, { recursive: true });
}

function isNotFound(error: unknown): void {
  if (!(error instanceof DOMException) || error.name !== 'NotFoundError') {
    throw error;
  }
}
