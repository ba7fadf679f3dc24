// Somebody in the middle: a page that answers both sides with certificates of its own, decrypts, and passes everything on;
// and a server that hands it what the two say to each other.
import type { Page } from '@playwright/test';

export type Side = 'ada' | 'grace';

/** What a server may make of a signal before it passes it on; null leaves it as it is. */
export type SignalChange = (name: string, payload: SignalPayload) => Promise<SignalPayload | null>;

export interface SignalPayload {
  description?: { type: 'offer' | 'answer'; sdp: string };
  candidate?: RTCIceCandidateInit | null;
}

interface Middle {
  take(from: Side, type: 'offer' | 'answer', sdp: string): Promise<string>;
  add(from: Side, candidate: RTCIceCandidateInit | null): Promise<void>;
}

declare global {
  interface Window {
    middle: Middle;
  }
}

/** Every signal that a page sends goes through a server that changes it. The page is loaded anew. */
export async function throughServer(page: Page, change: SignalChange): Promise<void> {
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    let last: Promise<void> = Promise.resolve();
    socket.onMessage((message) => {
      last = last.then(async () => server.send(await changed(message, change)));
    });
  });
  await page.reload();
}

/** A Socket.IO event is `42`, the number of its acknowledgement, and a list of its name and its payload as JSON. */
async function changed(message: string | Buffer, change: SignalChange): Promise<string | Buffer> {
  const [, head, body] = /^(42\d*)(\[.*)$/s.exec(String(message)) ?? [];
  if (!head || !body) return message;
  const [name, payload]: [string, SignalPayload] = JSON.parse(body);
  const other = await change(name, payload);
  return other ? head + JSON.stringify([name, other]) : message;
}

/** The change that puts the middle's own descriptions in the place of what one side says. */
export function byMiddle(page: Page, from: Side): SignalChange {
  return async (_, payload) => {
    const { description, candidate } = payload;
    if (description) {
      const { type, sdp } = description;
      const forged = await page.evaluate(([from, type, sdp]) => window.middle.take(from, type, sdp), [
        from,
        type,
        sdp,
      ] as const);
      return { ...payload, description: { type, sdp: forged } };
    }
    if (candidate === undefined) return null;
    await page.evaluate(([from, candidate]) => window.middle.add(from, candidate), [from, candidate] as const);
    // The middle's own candidates stand in its descriptions.
    return { ...payload, candidate: null };
  };
}

/** Runs in the page in the middle. */
export function middle(): void {
  const legs = { ada: new RTCPeerConnection(), grace: new RTCPeerConnection() };
  const other = (side: Side): Side => (side === 'ada' ? 'grace' : 'ada');

  for (const side of ['ada', 'grace'] as const) {
    legs[side].addEventListener('datachannel', ({ channel }) => {
      const onward = legs[other(side)].createDataChannel(channel.label);
      for (const [from, to] of [
        [channel, onward],
        [onward, channel],
      ] as const) {
        from.binaryType = 'arraybuffer';
        const waiting: ArrayBuffer[] = [];
        to.addEventListener('open', () => waiting.splice(0).forEach((data) => to.send(data)));
        from.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
          if (to.readyState === 'open') to.send(data);
          else waiting.push(data);
        });
      }
    });
  }

  /** Sends one side's sound and picture on to the other. */
  const relay = async (from: RTCPeerConnection, to: RTCPeerConnection): Promise<void> => {
    for (const [index, { receiver }] of from.getTransceivers().entries()) {
      const { track } = receiver;
      const onward =
        to.getTransceivers()[index] ??
        to.addTransceiver(track.kind, { direction: 'sendrecv', streams: [new MediaStream()] });
      onward.direction = 'sendrecv';
      await onward.sender.replaceTrack(track);
    }
  };

  const describe = async (leg: RTCPeerConnection): Promise<string> => {
    await leg.setLocalDescription();
    while (leg.iceGatheringState !== 'complete') {
      await new Promise((resolve) => leg.addEventListener('icegatheringstatechange', resolve, { once: true }));
    }
    return leg.localDescription?.sdp ?? '';
  };

  window.middle = {
    async take(from, type, sdp) {
      const [near, far] = [legs[from], legs[other(from)]];
      await near.setRemoteDescription({ type, sdp });
      await relay(near, far);
      if (sdp.includes('m=application') && !far.sctp && far.signalingState === 'stable')
        far.createDataChannel('middle');
      return describe(far);
    },
    async add(from, candidate) {
      if (candidate) await legs[from].addIceCandidate(candidate);
    },
  };
}
