// What a browser would say: session descriptions and candidates, and the same at an exact size.
import { randomBytes } from 'node:crypto';
import type { IceCandidate, SessionDescription } from '@parley/protocol';

/** A seat's secret as a client makes it: 43 characters of base64url, 256 random bits. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

let messages = 0;

/** A messageId that this process has not used. */
export function newMessageId(): string {
  messages += 1;
  return `m-${process.pid}-${messages}`;
}

const SDP_LINES = [
  'v=0',
  'o=- 4962303333179871722 1 IN IP4 0.0.0.0',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'c=IN IP4 0.0.0.0',
  'a=mid:0',
  'a=ice-ufrag:7sFv',
  'a=ice-pwd:dOTZKZNVlO9RSGsEGM63JXT2',
  'a=sendrecv',
  'a=rtcp-mux',
  'a=rtpmap:111 opus/48000/2',
  '',
];

export const SDP = SDP_LINES.join('\r\n');

export const OFFER: SessionDescription = { type: 'offer', sdp: SDP };
export const ANSWER: SessionDescription = { type: 'answer', sdp: SDP };

export const CANDIDATE: IceCandidate = {
  candidate:
    'candidate:842163049 1 udp 1677729535 192.0.2.7 46154 typ srflx raddr 0.0.0.0 rport 0 generation 0 ufrag 7sFv',
  sdpMid: '0',
  sdpMLineIndex: 0,
  usernameFragment: '7sFv',
};

/** An SDP of exactly this many bytes of UTF-8, with two-byte letters in it: it has fewer characters than bytes. */
export function sdpOfBytes(bytes: number): string {
  const head = `${SDP}a=x-é:`;
  return head + 'x'.repeat(bytes - Buffer.byteLength(head));
}

/** A candidate whose JSON has exactly this many bytes of UTF-8, with two-byte letters in it. */
export function candidateOfBytes(bytes: number): IceCandidate {
  const bare = { candidate: 'é', sdpMid: '0', sdpMLineIndex: 0 };
  return { ...bare, candidate: `é${'x'.repeat(bytes - Buffer.byteLength(JSON.stringify(bare)))}` };
}
