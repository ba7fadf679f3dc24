import { expect, test } from '@jest/globals';
import { safeFileName } from './file-name.ts';

const rows: [name: string, saved: string][] = [
  ['holiday.jpg', 'holiday.jpg'],
  ['Grüße aus Łódź 📷.jpg', 'Grüße aus Łódź 📷.jpg'],
  ['e\u0301te\u0301.txt', 'été.txt'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Windows\\System32\\evil.dll', 'evil.dll'],
  ['folder/', 'folder'],
  ['.bashrc', 'bashrc'],
  ['...', 'file'],
  ['', 'file'],
  ['   ', 'file'],
  ['trailing. . ', 'trailing'],
  ['a<b>c:"d|e?f*.txt', 'a_b_c__d_e_f_.txt'],
  ['new\nline\u0000.txt', 'new_line_.txt'],
  // Shown from right to left it would end in .jpg.
  ['photo\u202egpj.exe', 'photo_gpj.exe'],
  ['zero\u200bwidth.txt', 'zero_width.txt'],
  ['half\ud800.txt', 'half_.txt'],
  ['CON', '_CON'],
  ['nul.txt', '_nul.txt'],
  ['lpt1.tar.gz', '_lpt1.tar.gz'],
  ['console.log', 'console.log'],
];

test.each(rows)('%j is saved as %j', (name, saved) => {
  expect(safeFileName(name)).toBe(saved);
});

test('a name that is too long keeps what says which program opens it', () => {
  const saved = safeFileName(`${'ü'.repeat(300)}.jpeg`);
  expect(saved).toMatch(/^ü+\.jpeg$/);
  expect(new TextEncoder().encode(saved).length).toBeLessThanOrEqual(200);
});

test('what looks like an extension and is as long as a name goes with the rest', () => {
  expect(safeFileName(`a.${'b'.repeat(300)}`)).toBe(`a.${'b'.repeat(198)}`);
});

test('is fit as it is, the second time', () => {
  for (const [name] of rows) expect(safeFileName(safeFileName(name))).toBe(safeFileName(name));
});
