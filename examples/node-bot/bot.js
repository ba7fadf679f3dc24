// A participant without a browser: joins a call and says back whatever comes on a data channel, whatever its label.
// Usage: node bot.js https://calls.example.org/c/{id}
import wrtc from '@roamhq/wrtc';
import { Peer } from '../bare-socket-io/peer.js';
import { newSeat, Seat } from '../bare-socket-io/seat.js';

// The class of a browser, for the code of a bare page, and with the one thing that browsers have beyond it.
globalThis.RTCPeerConnection = class extends wrtc.RTCPeerConnection {
  async setLocalDescription(description) {
    const answering = this.signalingState === 'have-remote-offer';
    return super.setLocalDescription(description ?? (await (answering ? this.createAnswer() : this.createOffer())));
  }
};

const [link] = process.argv.slice(2);
if (!link) {
  console.error('Usage: node bot.js LINK');
  process.exit(2);
}
const { origin, pathname } = new URL(link);

const peers = new Map();
const call = {
  iceServers: [],
  retired: new Set(),
  send: (type, signal) => seat.send(type, signal),
  attach(connection, { offering }) {
    connection.ondatachannel = ({ channel }) => echo(channel);
    // An offer needs something to offer.
    if (offering) echo(connection.createDataChannel('echo'));
  },
};

const seat = new Seat(
  { url: origin, callId: pathname.split('/').at(-1), displayName: 'Echo', memory: newSeat() },
  {
    joined({ self, call: { participants }, iceServers, resumed }) {
      call.iceServers = iceServers;
      // Whoever is here already offers, and so does the bot when it was here before.
      for (const { id } of participants) {
        if (id !== self.id && !peers.has(id)) meet(id, !resumed);
      }
      console.log(`in the call as ${self.id}`);
    },
    async signal(signal) {
      if (signal.type !== 'hangup') await peers.get(signal.from)?.handle(signal);
    },
    participantJoined({ id }) {
      forget(id);
      meet(id, false).begin();
    },
    participantLeft: ({ id }) => forget(id),
    iceServers: (iceServers) => (call.iceServers = iceServers),
    over(reason) {
      for (const id of peers.keys()) forget(id);
      console.log(`over: ${reason}`);
      process.exit();
    },
  },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void seat.hangUp());

function meet(id, polite) {
  const peer = new Peer(id, polite, call);
  peers.set(id, peer);
  return peer;
}

function forget(id) {
  peers.get(id)?.close();
  peers.delete(id);
}

function echo(channel) {
  channel.binaryType = 'arraybuffer';
  channel.onmessage = ({ data }) => channel.send(data);
}
