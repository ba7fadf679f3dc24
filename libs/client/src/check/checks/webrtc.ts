// Whether the browser has what calls are made of.
import type { CheckBrowser } from '../check-browser.ts';
import { failed, passed, type CheckVerdict } from '../check-line.ts';

export function checkWebrtc({ webrtc }: CheckBrowser): CheckVerdict {
  return webrtc
    ? passed('webrtc', 'This browser can make calls.')
    : failed(
        'no-webrtc',
        'This browser cannot make calls: WebRTC is missing, or switched off.',
        'Use a current Chrome, Edge, Firefox or Safari, and switch off what blocks WebRTC: an extension, a setting, or your company’s policy.',
      );
}
