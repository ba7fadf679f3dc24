import type { Request, Response } from 'express';
import { makePathReadable } from './readable-path.ts';

it.each([
  ['/calls/abc?limit=1', '/calls/abc?limit=1'],
  ['/calls/a%20b/signals', '/calls/a%20b/signals'],
  ['/calls/%E0%A4%A/signals', '/calls/%25E0%25A4%25A/signals'],
  ['/calls/100%', '/calls/100%25'],
  ['/calls/%/signals?cursor=%', '/calls/%25/signals?cursor=%'],
])('%s is read as %s', (url, expected) => {
  const request = { url } as Request;
  makePathReadable(request, {} as Response, () => undefined);
  expect(request.url).toBe(expected);
  expect(() => decodeURIComponent(request.url.split('?')[0] ?? '')).not.toThrow();
});
