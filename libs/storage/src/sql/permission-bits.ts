// What a seat may do, as one number: a bit for each permission in the contract's order. Released bits keep their places.
import { DEFAULT_PERMISSIONS, type Permission, PERMISSIONS } from '@parley/protocol';

export function permissionBits(permissions: readonly Permission[]): number {
  return PERMISSIONS.reduce(
    (bits, permission, place) => (permissions.includes(permission) ? bits | (1 << place) : bits),
    0,
  );
}

/** In the contract's order. */
export function permissionsOf(bits: number): Permission[] {
  return PERMISSIONS.filter((_, place) => (bits & (1 << place)) !== 0);
}

export const DEFAULT_BITS = permissionBits(DEFAULT_PERMISSIONS);
export const ALL_BITS = permissionBits(PERMISSIONS);
