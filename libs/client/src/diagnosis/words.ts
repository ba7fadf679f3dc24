// Each cause in words, for two readers: whoever is in the call, and whoever runs the server.
import type { Cause } from './cause.ts';

/** A cause in words. */
export interface CauseWords {
  /** What is wrong, as this side sees it. */
  readonly what: string;
  /** What the person in the call can do now. */
  readonly todo: string;
  /** What whoever runs the server can do, with the settings by name. */
  readonly remedy: string;
}

const OTHER_NETWORK = 'Try another network, such as a phone’s.';
const ADD_RELAY = 'set PARLEY_TURN_URLS and PARLEY_TURN_SECRET, or start with --turn';
const WITH_TLS = 'offer TURN over TLS too: a turns: address in PARLEY_TURN_URLS, on port 443 if it can be';
const NOTHING = 'Nothing at the server: it did its part.';

export const CAUSE_WORDS: Readonly<Record<Cause, CauseWords>> = {
  'own-network-lost': {
    what: 'This device has lost its network.',
    todo: 'Check Wi-Fi or cable. The call goes on by itself as soon as the network is back.',
    remedy: NOTHING,
  },
  'server-lost': {
    what: 'The server cannot be reached, and without it the two sides cannot find each other.',
    todo: 'Wait a moment: it is tried again by itself.',
    remedy: 'Look whether the server runs and answers: npm run doctor, and its log.',
  },
  'other-page-gone': {
    what: 'The connection was there, and the other side’s page was closed or stopped.',
    todo: 'They can open the link again and are back in this call.',
    remedy: NOTHING,
  },
  'other-network-lost': {
    what: 'The connection was there, and the other side’s network went away.',
    todo: 'Wait: the call goes on by itself when their network is back.',
    remedy: NOTHING,
  },
  'other-away': {
    what: 'The other side took its seat and is away: its page or its network has stopped.',
    todo: 'Ask them to open the link again.',
    remedy: NOTHING,
  },
  'browser-refused': {
    what: 'This browser refused what the other side’s browser offered.',
    todo: 'Update the browser or use another one. An extension that changes calls can be the reason, too.',
    remedy: 'The console of this page says what was refused; the stored descriptions are at GET /calls/{id}/signals.',
  },
  'no-offer': {
    what: 'The other side is here and has not begun a connection.',
    todo: 'Ask them to reload their page, or to use another browser.',
    remedy: 'Their page’s console says why it made no offer.',
  },
  'signals-not-taken': {
    what: 'The other side has not taken what was sent to it.',
    todo: 'Ask them to look at their page: it may be asleep in the background. A reload wakes it.',
    remedy: 'It waits in their mailbox. Where proxies cut WebSockets, look at the log for their socket.',
  },
  'offer-unanswered': {
    what: 'The other side got the offer and never answered.',
    todo: 'Ask them to reload their page, or to use another browser.',
    remedy: 'Their page’s console says what stopped the answer.',
  },
  'encryption-failed': {
    what: 'A way was found, and the two browsers could not agree on its encryption.',
    todo: `Something between the two changes or blocks the packets. ${OTHER_NETWORK}`,
    remedy: `A firewall that lets STUN through and drops DTLS does this: ${WITH_TLS}.`,
  },
  'way-lost': {
    what: 'The connection was there, and nothing comes through any more, though both sides have their server.',
    todo: `A new way is being looked for. If none is found: ${lowered(OTHER_NETWORK)}`,
    remedy: `A network that begins to block UDP, or a VPN, does this. A relay is a way around it: ${ADD_RELAY}.`,
  },
  'turn-refused': {
    what: 'The TURN server refused the credentials.',
    todo: 'Tell whoever runs this server. Until then, try it with both devices on one network.',
    remedy:
      'Check PARLEY_TURN_SECRET against the TURN server’s static-auth-secret, and both clocks. npm run doctor tries it.',
  },
  'turn-full': {
    what: 'The TURN server has no room for another call.',
    todo: 'Try again later, or with both devices on one network.',
    remedy: 'Raise the TURN server’s quotas (user-quota, total-quota) or its range of relay ports.',
  },
  'no-candidates-here': {
    what: 'This browser gives away no address to be reached at.',
    todo: 'An extension or a policy that hides addresses does this: allow WebRTC for this page, or use another browser.',
    remedy: `A relay over TCP or TLS serves some of these browsers: ${ADD_RELAY}.`,
  },
  'no-candidates-there': {
    what: 'The other side’s browser gives away no address to be reached at.',
    todo: 'Ask them to allow WebRTC in their extensions, or to use another browser.',
    remedy: `A relay over TCP or TLS serves some of these browsers: ${ADD_RELAY}.`,
  },
  'udp-blocked-here': {
    what: 'UDP is blocked here, and TURN over TLS is not offered.',
    todo: OTHER_NETWORK,
    remedy: `Go around it: ${WITH_TLS}.`,
  },
  'udp-blocked-there': {
    what: 'UDP is blocked at the other side, and TURN over TLS is not offered.',
    todo: 'Ask them to try another network, such as a phone’s.',
    remedy: `Go around it: ${WITH_TLS}.`,
  },
  'turn-unreachable-here': {
    what: 'A relay is needed, and no TURN server answers from here.',
    todo: OTHER_NETWORK,
    remedy: `Look whether the addresses in PARLEY_TURN_URLS answer (npm run doctor) and their ports are open. For networks like this one, ${WITH_TLS}.`,
  },
  'turn-unreachable-there': {
    what: 'A relay is needed, and no TURN server answers to the other side.',
    todo: 'Ask them to try another network, such as a phone’s.',
    remedy: `Their network blocks the ports of the addresses in PARLEY_TURN_URLS: ${WITH_TLS}.`,
  },
  'relay-blocked': {
    what: 'The relay stands, and nothing gets through it to the other side.',
    todo: OTHER_NETWORK,
    remedy:
      'Open the TURN server’s relay ports (UDP 49160 to 49359 with --turn) in its firewall, and look at its denied-peer-ip and external-ip.',
  },
  'no-ice-servers': {
    what: 'The two networks cannot find each other: no STUN and no TURN server is set up.',
    todo: 'Try it with both devices on one network.',
    remedy: `Set PARLEY_STUN_URLS, and for networks that need a relay ${ADD_RELAY}.`,
  },
  'stun-unreachable': {
    what: 'No STUN server answers to either side.',
    todo: `Both networks may block UDP. ${OTHER_NETWORK}`,
    remedy: `Look whether the addresses in PARLEY_STUN_URLS answer: npm run doctor. For networks without UDP, ${ADD_RELAY}.`,
  },
  'relay-needed': {
    what: 'Both networks need a relay, and no TURN server is set up.',
    todo: `${OTHER_NETWORK} One of the two is enough.`,
    remedy: `Set up a relay: ${ADD_RELAY}.`,
  },
  unknown: {
    what: 'No media comes from the other side, and the reason is not clear.',
    todo: 'Try again. If it stays, tell whoever runs this server when it was.',
    remedy: 'Look at the timeline of this call: GET /calls/{id}/timeline has what both sides saw.',
  },
};

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
