// What this library needs of a browser, behind one interface: so all of it runs in Node against a fake.

export interface Browser {
  createPeerConnection(configuration: RTCConfiguration): RTCPeerConnection;
  createStream(): MediaStream;
  /** Missing where the page is neither https nor localhost. */
  readonly mediaDevices: MediaDevices | undefined;
}

export const thisBrowser: Browser = {
  createPeerConnection: (configuration) => new RTCPeerConnection(configuration),
  createStream: () => new MediaStream(),
  get mediaDevices() {
    // The DOM's types say that it is always there; in an insecure context it is not.
    return navigator.mediaDevices as MediaDevices | undefined;
  },
};
