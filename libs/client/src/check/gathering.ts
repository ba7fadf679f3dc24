// What one STUN or TURN server gives a browser that gathers candidates from it alone.
import type { CheckBrowser } from './check-browser.ts';
import type { IceAddress } from './ice-address.ts';
import { within } from './within.ts';

/** A name that is not found, a connection that is not made, and no answer all look the same: W3C WebRTC, 4.8.2. */
const UNREACHABLE = 701;

export interface Gathered {
  /** Of the type that was looked for; null if there was none. */
  readonly candidate: RTCIceCandidate | null;
  readonly milliseconds: number;
  /** Whether the browser had gathered all there was. */
  readonly complete: boolean;
  /** The STUN error code by which the server refused; null if it did not. */
  readonly refusal: number | null;
  /** Whether the browser said that it could not reach the server. */
  readonly unreachable: boolean;
  /** Whether that was because its name was not found (Chromium alone tells). */
  readonly nameNotFound: boolean;
}

/**
 * Gathers until a candidate of the type comes, there are no more, or the time is over.
 *
 * @param milliseconds at most
 * @throws the signal's reason when it is aborted
 */
export async function gather(
  browser: CheckBrowser,
  { kind, server }: IceAddress,
  milliseconds: number,
  signal: AbortSignal,
): Promise<Gathered> {
  const wanted: RTCIceCandidateType = kind === 'turn' ? 'relay' : 'srflx';
  const connection = browser.createPeerConnection({
    iceServers: [server],
    iceTransportPolicy: kind === 'turn' ? 'relay' : 'all',
  });
  const errors: RTCPeerConnectionIceErrorEvent[] = [];
  const began = performance.now();
  try {
    const end = await within<RTCIceCandidate | 'complete'>(milliseconds, signal, (settle, fail) => {
      connection.addEventListener('icecandidateerror', (error) => errors.push(error));
      connection.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate?.type === wanted) {
          settle(candidate);
        } else if (!candidate) {
          settle('complete');
        }
      });
      connection.createDataChannel('check');
      connection.setLocalDescription().catch(fail);
    });
    return {
      candidate: end === 'complete' ? null : end,
      milliseconds: performance.now() - began,
      complete: end === 'complete',
      refusal: errors.find(({ errorCode }) => errorCode !== UNREACHABLE)?.errorCode ?? null,
      unreachable: errors.some(({ errorCode }) => errorCode === UNREACHABLE),
      nameNotFound: errors.some(({ errorText }) => errorText.includes('lookup')),
    };
  } finally {
    connection.close();
  }
}
