// A call's password: hashed so slowly (scrypt, RFC 7914) that a stolen database does not tell the short ones at once, and
// compared in constant time. Knows no call and no limits.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** As Node names them. */
interface Costs {
  N: number;
  r: number;
  p: number;
}

/** 32 MiB and some 200 ms of a core for each try, one of the settings that OWASP advises; tries here are limited elsewhere. */
const COST = { logN: 15, r: 8, p: 3 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const STORED = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/;

/** Answers what is to be stored: parameters, salt and hash, so that the parameters may be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const { logN, r, p } = COST;
  const hash = await derive(password, salt, { N: 2 ** logN, r, p });
  return ['scrypt', logN, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** Whether the password is the one that was stored. @throws Error for what `hashPassword` never answered */
export async function fitsPassword(password: string, stored: string): Promise<boolean> {
  const [, logN, r, p, salt = '', hash = ''] = STORED.exec(stored) ?? [];
  if (hash === '') throw new Error('This is no stored password.');
  const costs = { N: 2 ** Number(logN), r: Number(r), p: Number(p) };
  const derived = await derive(password, Buffer.from(salt, 'base64url'), costs);
  return timingSafeEqual(derived, Buffer.from(hash, 'base64url'));
}

/** Keyboards differ in how they write an accent: what looks the same is the same (RFC 8265, section 4.2). */
function derive(password: string, salt: Buffer, costs: Costs): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  // Node counts some KiB beside the block that N and r make.
  const options = { ...costs, maxmem: 256 * costs.N * costs.r };
  scrypt(password.normalize('NFC'), salt, HASH_BYTES, options, (error, hash) =>
    error ? reject(error) : resolve(hash),
  );
  return promise;
}
