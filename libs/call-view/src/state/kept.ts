// Small things the browser keeps for the page. A page whose storage is closed forgets them, and works all the same.

export function kept(storage: () => Storage, key: string): string | null {
  try {
    return storage().getItem(key);
  } catch {
    return null;
  }
}

export function keep(storage: () => Storage, key: string, value: string): void {
  try {
    storage().setItem(key, value);
  } catch {
    // Private mode, or storage is full.
  }
}

/** For this browser, until it is cleared. */
export const forGood = (): Storage => localStorage;
/** For this tab, reloads included. */
export const forThisTab = (): Storage => sessionStorage;
