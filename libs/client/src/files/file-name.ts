// A name from somebody else's device, made fit to save under. It never leads out of a folder, hides nothing, and fits
// into the file systems that there are.

/** Bytes that a name may have in UTF-8: 255 in most file systems, less what a browser adds, as in `name (1).png`. */
const LONGEST = 200;

/** Devices of Windows, which are no file's name there, whatever follows the first dot. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** What separates folders or streams or means something to a shell, what controls, and what turns or hides text. */
const UNFIT = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"*/:<>?\\|]/gu;

/**
 * @param name as the sender told it
 * @returns a name without folders, in at most 200 bytes; `file` when nothing of it is left
 */
export function safeFileName(name: string): string {
  const last = name.split(/[/\\]/).reduce((found, part) => (part.trim() === '' ? found : part), '');
  const cleaned = last
    .normalize('NFC')
    .replaceAll(UNFIT, '_')
    // A leading dot hides a file, a trailing one or a space is dropped by Windows.
    .replace(/^[.\s]+/, '')
    .replace(/[.\s]+$/, '');
  const named = RESERVED.test(cleaned) ? `_${cleaned}` : cleaned;
  return shorten(named) || 'file';
}

function shorten(name: string): string {
  if (bytesOf(name) <= LONGEST) {
    return name;
  }
  const dot = name.lastIndexOf('.');
  // What follows the last dot says which program opens it, if it is short enough to.
  const extension = dot > 0 && name.length - dot <= 16 ? name.slice(dot) : '';
  const letters = Array.from(name.slice(0, name.length - extension.length));
  while (bytesOf(letters.join('') + extension) > LONGEST) {
    letters.pop();
  }
  return letters.join('') + extension;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
