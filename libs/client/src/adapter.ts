// webrtc-adapter for the browsers that need it, and for no other: it is loaded only where a feature is missing.
import { loadAdapter } from './load-adapter.ts';

/** What older browsers lack of what this library uses, and webrtc-adapter brings. */
const SHIMMED: readonly (readonly [owner: string, member: string])[] = [
  // Firefox before 113. Those before 110, whose getParameters() knows no encodings, are among them.
  ['RTCPeerConnection', 'connectionState'],
  ['RTCPeerConnection', 'sctp'],
  ['RTCRtpSender', 'getStats'],
  ['RTCRtpReceiver', 'getStats'],
  ['RTCTrackEvent', 'transceiver'],
];

/**
 * Whether this browser lacks something that webrtc-adapter brings. No browser of the last years does; one without any
 * WebRTC does not either, for there is nothing to adapt.
 */
export function needsAdapter(): boolean {
  return SHIMMED.some(([owner, member]) => {
    const constructor: { prototype: object } | undefined = Reflect.get(globalThis, owner);
    return constructor !== undefined && !(member in constructor.prototype);
  });
}

let adapted: Promise<boolean> | null = null;

/**
 * Loads webrtc-adapter if this browser needs it. To be awaited before the first call is made or joined.
 *
 * @returns whether it was needed
 * @throws TypeError when it is needed and cannot be loaded; the next call tries again
 * @see https://github.com/webrtcHacks/adapter
 */
export function adaptBrowser(): Promise<boolean> {
  adapted ??= needsAdapter() ? load() : Promise.resolve(false);
  return adapted;
}

async function load(): Promise<boolean> {
  try {
    await loadAdapter();
    return true;
  } catch (error) {
    adapted = null;
    throw error;
  }
}
