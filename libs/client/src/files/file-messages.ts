// What two sides of a transfer say to each other, beside the bytes: one JSON object each. Everything that comes in is
// somebody else's: it is checked here, and what does not fit is nothing.

/** The file as its sender describes it. The name is for reading alone: see `safeFileName` before saving under it. */
export interface FileDescription {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** A media type such as `image/png`; empty when the sender does not know. */
  readonly mediaType: string;
}

/** Every message but `offers` is about one transfer, by the `id` of its offer. */
export type FileMessage =
  /** The first on every channel: all that the sender still has to offer. What is not among them is withdrawn. */
  | { type: 'offers'; ids: string[] }
  /**
   * Repeated on every new channel. `number` stands for the transfer in front of its bytes, on this channel; `ready` is
   * false while the sender, whose page was reloaded, has not picked the file again.
   */
  | {
      type: 'offer';
      id: string;
      number: number;
      ready: boolean;
      name: string;
      size: number;
      mediaType: string;
    }
  /** The receiver wants the bytes from `position` on; `digest` is that of those before it, null at 0: see RunningDigest. */
  | { type: 'accept'; id: string; position: number; digest: string | null }
  | { type: 'refuse'; id: string }
  /** Everything before `position` is written: the sender may go on to a window's length after it. */
  | { type: 'received'; id: string; position: number }
  /** The last byte was sent; `digest` is that of the whole content. */
  | { type: 'end'; id: string; digest: string }
  /** The receiver has it, and its digest is right. */
  | { type: 'complete'; id: string }
  /** From either side: it is over. `cancelled` when a person did it, else a failure's code. */
  | { type: 'cancel'; id: string; code: string };

/** How many bytes may be on their way before the receiver has written them. */
export const WINDOW = 8 * 1024 * 1024;

/** How many files of one participant may wait for an answer, or be on their way. */
export const MAX_OPEN_OFFERS = 200;

const MAX_NAME = 512;
const MAX_MEDIA_TYPE = 127;
/** What one number in front of the bytes can say. */
const MAX_NUMBER = 0xffff_ffff;

const ID = /^[\w-]{8,64}$/;
const DIGEST = /^[0-9a-f]{64}$/;
const CODE = /^[a-z0-9-]{1,64}$/;

/** @returns null for what is no message of this protocol */
export function readFileMessage(value: unknown): FileMessage | null {
  if (!isRecord(value)) {
    return null;
  }
  if (value['type'] === 'offers') {
    const { ids } = value;
    return Array.isArray(ids) && ids.every(isId) ? { type: 'offers', ids } : null;
  }
  return isId(value['id']) ? readAbout(value['id'], value) : null;
}

function readAbout(id: string, fields: Record<string, unknown>): FileMessage | null {
  const { type, position, digest, code } = fields;
  switch (type) {
    case 'offer':
      return readOffer(id, fields);
    case 'accept':
      return isSize(position) && (position === 0 ? digest === null : isDigest(digest))
        ? { type, id, position, digest: isDigest(digest) ? digest : null }
        : null;
    case 'received':
      return isSize(position) ? { type, id, position } : null;
    case 'end':
      return isDigest(digest) ? { type, id, digest } : null;
    case 'cancel':
      return typeof code === 'string' && CODE.test(code) ? { type, id, code } : null;
    case 'refuse':
    case 'complete':
      return { type, id };
    default:
      return null;
  }
}

function readOffer(id: string, { number, ready, name, size, mediaType }: Record<string, unknown>): FileMessage | null {
  const fits =
    isSize(number) &&
    number <= MAX_NUMBER &&
    typeof ready === 'boolean' &&
    typeof name === 'string' &&
    name.length <= MAX_NAME &&
    isSize(size) &&
    typeof mediaType === 'string' &&
    mediaType.length <= MAX_MEDIA_TYPE;
  return fits ? { type: 'offer', id, number, ready, name, size, mediaType } : null;
}

/** A description that this protocol takes, of any file. */
export function describeFile({ name, size, type }: Pick<File, 'name' | 'size' | 'type'>): FileDescription {
  return {
    name: name.slice(0, MAX_NAME),
    size,
    mediaType: type.length <= MAX_MEDIA_TYPE ? type : '',
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value);
}

function isDigest(value: unknown): value is string {
  return typeof value === 'string' && DIGEST.test(value);
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
