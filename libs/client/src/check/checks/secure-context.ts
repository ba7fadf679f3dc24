// Whether browsers trust the page's address enough for camera and microphone.
import type { CheckBrowser } from '../check-browser.ts';
import { failed, passed, type CheckVerdict } from '../check-line.ts';

/** @see https://www.w3.org/TR/mediacapture-streams/#dom-navigator-mediadevices */
export function checkSecureContext({ secure }: CheckBrowser): CheckVerdict {
  return secure
    ? passed('secure-context', 'The page’s address is secure.')
    : failed(
        'insecure-context',
        'The page’s address is not secure, so the browser hides camera and microphone from it.',
        'Open the page at its https address. On the server’s own computer, http://localhost works too.',
      );
}
