import { fitsPassword, hashPassword } from './passwords.ts';

describe('a password', () => {
  it('fits what was stored of it, and no other does', async () => {
    const stored = await hashPassword('correct horse');
    await expect(fitsPassword('correct horse', stored)).resolves.toBe(true);
    for (const other of ['correct hors', 'Correct horse', 'correct horse ', '']) {
      await expect(fitsPassword(other, stored)).resolves.toBe(false);
    }
  });

  it('is stored with what it cost and a salt of its own, and not in clear', async () => {
    const [one, other] = await Promise.all([hashPassword('swordfish'), hashPassword('swordfish')]);
    expect(one).toMatch(/^scrypt\$15\$8\$3\$/);
    expect(one).not.toBe(other);
    expect(one).not.toContain('swordfish');
  });

  it('is the same however a keyboard writes its accents', async () => {
    await expect(fitsPassword('caf\u0065\u0301', await hashPassword('caf\u00e9'))).resolves.toBe(true);
  });

  it('is checked at the cost that it was stored with', async () => {
    // As Python's hashlib.scrypt has it: n=1024, r=8, p=1, salt=bytes(range(16)), dklen=32.
    const cheap = 'scrypt$10$8$1$AAECAwQFBgcICQoLDA0ODw$x0jHUFkpNBiJVwY1AhuH7NuyxVlkarFnXjRNhp1B_eU';
    await expect(fitsPassword('pleaseletmein', cheap)).resolves.toBe(true);
    await expect(fitsPassword('pleaseletmeout', cheap)).resolves.toBe(false);
  });

  it.each(['', 'scrypt$15$8$1$short$short', 'plain'])('is not compared with what is no hash: "%s"', async (stored) => {
    await expect(fitsPassword('plain', stored)).rejects.toThrow('no stored password');
  });
});
