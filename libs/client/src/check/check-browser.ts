// What the checks need of a browser, behind one interface: so every verdict is tested in Node against a fake.
import type { Device } from '../media/devices.ts';
import { loudestSample } from './loudest-sample.ts';
import { movingPicture, type MovingPicture } from './moving-picture.ts';

export interface CheckBrowser {
  /** W3C Secure Contexts: https, or this very machine. */
  readonly secure: boolean;
  readonly userAgent: string;
  /** Whether it has WebRTC at all. */
  readonly webrtc: boolean;
  /** Missing where the page is neither https nor localhost. */
  readonly mediaDevices: MediaDevices | undefined;
  /** Whether the page may use a device; null where the browser does not tell without asking. */
  permission(device: Device): Promise<PermissionState | null>;
  fetch(url: string, request: RequestInit): Promise<Response>;
  createWebSocket(url: string): WebSocket;
  createPeerConnection(configuration: RTCConfiguration): RTCPeerConnection;
  /** Something to send that needs no camera. */
  movingPicture(): MovingPicture;
  /**
   * The loudest sample, 0 to 1, within some milliseconds, or as soon as there is any sound; null where it cannot be told.
   *
   * @throws the signal's reason when it is aborted
   */
  loudestSample(track: MediaStreamTrack, milliseconds: number, signal: AbortSignal): Promise<number | null>;
}

export const checkBrowser: CheckBrowser = {
  get secure() {
    return isSecureContext;
  },
  get userAgent() {
    return navigator.userAgent;
  },
  get webrtc() {
    return typeof RTCPeerConnection === 'function';
  },
  get mediaDevices() {
    // The DOM's types say that it is always there; in an insecure context it is not.
    return navigator.mediaDevices as MediaDevices | undefined;
  },
  async permission(device) {
    try {
      return (await navigator.permissions.query({ name: device })).state;
    } catch {
      return null;
    }
  },
  fetch: (url, request) => fetch(url, request),
  createWebSocket: (url) => new WebSocket(url),
  createPeerConnection: (configuration) => new RTCPeerConnection(configuration),
  movingPicture,
  loudestSample,
};
