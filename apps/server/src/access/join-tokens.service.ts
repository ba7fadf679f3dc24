// Join tokens: JWTs (RFC 7519) that let into one call until they expire. Made here, or by a back end with the same secret.
import { Injectable } from '@nestjs/common';
import { LIMITS, type Permission, PERMISSIONS, Refusal } from '@parley/protocol';
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { Settings } from '../settings/settings.ts';
import { signingKeys } from './signing-keys.ts';

const ALGORITHM = 'HS256';
const AUDIENCE = 'parley';

/** What a token says of its holder. */
export interface JoinToken {
  /** Null: its holder may give one. */
  displayName: string | null;
  /** Who its holder is; null: nobody in particular. */
  identity: string | null;
  /** What its holder may do; undefined: the default. */
  permissions: readonly Permission[] | undefined;
}

export interface SignedToken {
  token: string;
  expiresAt: Date;
}

@Injectable()
export class JoinTokensService {
  private readonly keys: readonly Uint8Array[];

  constructor(settings: Settings) {
    this.keys = signingKeys(settings);
  }

  /** @param ttlSeconds for how long it serves */
  async sign(
    callId: string,
    { displayName, identity, permissions }: JoinToken,
    ttlSeconds: number,
  ): Promise<SignedToken> {
    const [key] = this.keys;
    if (!key) throw new Error('There is no key to sign a token with.');
    const issuedAt = Math.floor(Date.now() / 1000);
    const expiresAt = issuedAt + ttlSeconds;
    const token = await new SignJWT({
      call: callId,
      ...(displayName !== null && { name: displayName }),
      ...(identity !== null && { sub: identity }),
      ...(permissions && { permissions }),
    })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
      .setAudience(AUDIENCE)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(key);
    return { token, expiresAt: new Date(expiresAt * 1000) };
  }

  /** @throws Refusal unauthorized: it is none of ours, was changed, has expired, or is another call's */
  async verify(token: string, callId: string): Promise<JoinToken> {
    for (const key of this.keys) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [ALGORITHM],
          audience: AUDIENCE,
          requiredClaims: ['exp'],
        });
        return read(payload, callId);
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw refused('This token has expired. Ask for a new link.');
        if (!(error instanceof errors.JOSEError)) throw error;
      }
    }
    throw refused('This token is not valid here. Ask for a new link.');
  }
}

function read({ call, name, sub, permissions }: JWTPayload, callId: string): JoinToken {
  if (call !== callId) throw refused('This token is another call’s.');
  return {
    displayName: name === undefined || name === null ? null : nameIn(name),
    identity: sub === undefined ? null : identityIn(sub),
    permissions: permissions === undefined ? undefined : permissionsIn(permissions),
  };
}

function nameIn(name: unknown): string {
  if (typeof name !== 'string') throw refused('The name in this token is not text.');
  return [...name.replaceAll('\0', '').toWellFormed()].slice(0, LIMITS.displayNameCharacters).join('');
}

/** Never shortened: two people might become one. */
function identityIn(sub: unknown): string {
  const isClean = typeof sub === 'string' && !sub.includes('\0') && sub.isWellFormed();
  if (isClean && sub !== '' && [...sub].length <= LIMITS.identityCharacters) return sub;
  throw refused(`The \`sub\` in this token is not text of 1 to ${LIMITS.identityCharacters} characters.`);
}

function permissionsIn(claim: unknown): Permission[] {
  const named: readonly unknown[] | null = Array.isArray(claim) ? claim : null;
  if (named?.every((name) => PERMISSIONS.some((permission) => permission === name))) {
    return PERMISSIONS.filter((permission) => named.includes(permission));
  }
  throw refused(`The \`permissions\` in this token are not a list of ${PERMISSIONS.join(', ')}.`);
}

function refused(message: string): Refusal {
  return new Refusal('unauthorized', message);
}
