// Two ends of one connection, both in this page, that may meet through a relay alone.
import { readCandidatePair, selectedPair } from '../statistics/candidate-pair.ts';
import type { StatsReport } from '../statistics/stats-report.ts';
import type { CheckBrowser } from './check-browser.ts';
import type { CheckFigures } from './check-line.ts';
import { CHECK_TIMES } from './check-times.ts';
import { within } from './within.ts';

export class RelayLoop {
  readonly near: RTCPeerConnection;
  readonly far: RTCPeerConnection;
  readonly #signal: AbortSignal;

  constructor(browser: CheckBrowser, iceServers: RTCIceServer[], signal: AbortSignal) {
    const configuration: RTCConfiguration = { iceServers, iceTransportPolicy: 'relay' };
    this.near = browser.createPeerConnection(configuration);
    this.far = browser.createPeerConnection(configuration);
    this.#signal = signal;
  }

  /**
   * Connects what stands at the near end to the far one.
   *
   * @returns milliseconds that it took; null if it did not come to be
   * @throws the signal's reason when it is aborted
   */
  async connect(): Promise<number | null> {
    const { near, far } = this;
    const began = performance.now();
    const connected = await within<boolean>(CHECK_TIMES.connecting, this.#signal, (settle, fail) => {
      const look = (): void => {
        const states = [near.connectionState, far.connectionState];
        if (states.includes('failed')) {
          settle(false);
        } else if (states.every((state) => state === 'connected')) {
          settle(true);
        }
      };
      near.addEventListener('connectionstatechange', look);
      far.addEventListener('connectionstatechange', look);
      this.#negotiate().catch(fail);
    });
    return connected ? performance.now() - began : null;
  }

  /** What kind of way was found. */
  async path(): Promise<CheckFigures> {
    // The DOM's types do not say what stands in a report.
    const report = (await this.near.getStats()) as StatsReport;
    const pair = selectedPair(report);
    const { candidateType = null, relayProtocol = null } = pair ? readCandidatePair(pair, report).local : {};
    return { ...(candidateType && { candidateType }), ...(relayProtocol && { relayProtocol }) };
  }

  close(): void {
    this.near.close();
    this.far.close();
  }

  async #negotiate(): Promise<void> {
    const { near, far } = this;
    const farDescribed = this.#trickle(near, far);
    const nearDescribed = this.#trickle(far, near);
    await near.setLocalDescription();
    await far.setRemoteDescription(near.localDescription!);
    farDescribed();
    await far.setLocalDescription();
    await near.setRemoteDescription(far.localDescription!);
    nearDescribed();
  }

  /** Hands candidates over, from when the answered function is called: the receiver must know of the connection first. */
  #trickle(from: RTCPeerConnection, to: RTCPeerConnection): () => void {
    let described = (): void => {};
    const ready = new Promise<void>((resolve) => (described = resolve));
    from.addEventListener('icecandidate', ({ candidate }) => {
      // One that does not fit must not cost the others; if none does, there is no connection.
      void ready.then(() => to.addIceCandidate(candidate ?? undefined)).catch(() => {});
    });
    return described;
  }
}
