// What this library needs of a browser, behind one interface: so all of it runs in Node against a fake.
import { watchNetwork } from './network-watch.ts';

export interface Browser {
  createPeerConnection(configuration: RTCConfiguration): RTCPeerConnection;
  createStream(): MediaStream;
  /** What it can encode and decode, in its own order of preference. */
  codecs(kind: string): RTCRtpCodec[];
  /** Missing where the page is neither https nor localhost. */
  readonly mediaDevices: MediaDevices | undefined;
  /** Calls `changed` whenever the device may be on another network than before. Answers what ends it. */
  watchNetwork(changed: () => void): () => void;
}

export const thisBrowser: Browser = {
  createPeerConnection: (configuration) => new RTCPeerConnection(configuration),
  createStream: () => new MediaStream(),
  codecs: (kind) => RTCRtpReceiver.getCapabilities(kind)?.codecs ?? [],
  watchNetwork: (changed) => watchNetwork(changed, window),
  get mediaDevices() {
    // The DOM's types say that it is always there; in an insecure context it is not.
    return navigator.mediaDevices as MediaDevices | undefined;
  },
};

/**
 * This browser, with one certificate for all connections that are made in it: a connection that is begun anew is known to
 * be by the same page. Another call has another one, so that nobody is recognised by it.
 */
export async function browserOfOneCall(): Promise<Browser> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const certificates = [await RTCPeerConnection.generateCertificate(algorithm)];
  return {
    ...thisBrowser,
    createPeerConnection: (configuration) => thisBrowser.createPeerConnection({ ...configuration, certificates }),
  };
}
