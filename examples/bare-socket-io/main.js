// The page: a camera, a seat, and a peer for everyone else in the call.
import { Peer } from './peer.js';
import { newSeat, Seat } from './seat.js';

const SERVER = 'http://localhost:3000';
const [create, hangUp, link, status, videos] = ['create', 'hang-up', 'link', 'status', 'videos'].map((id) =>
  document.getElementById(id),
);

async function createCall() {
  const answer = await fetch(`${SERVER}/api/v1/calls`, { method: 'POST', body: JSON.stringify({ name: 'Bare' }) });
  const call = await answer.json();
  if (!answer.ok) throw new Error(call.detail);
  return call.id;
}

async function enter(callId) {
  history.replaceState(null, '', `?call=${callId}`);
  link.setAttribute('href', location.href);
  link.textContent = location.href;
  create.hidden = true;
  hangUp.hidden = false;

  const peers = new Map();
  const stored = sessionStorage.getItem(callId);
  const memory = stored ? JSON.parse(stored) : { ...newSeat(), connections: [] };
  const remember = () => sessionStorage.setItem(callId, JSON.stringify(memory));
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  show('me', stream);

  const call = {
    iceServers: [],
    retired: new Set(memory.connections),
    send(type, signal) {
      if (type !== 'candidate') memory.connections = [...new Set([...memory.connections, signal.connection])];
      remember();
      seat.send(type, signal);
    },
    attach(connection, { participantId }) {
      connection.ontrack = ({ streams: [theirs] }) => show(participantId, theirs);
      for (const track of stream.getTracks()) connection.addTrack(track, stream);
    },
  };

  const meet = (id, polite) => {
    const peer = new Peer(id, polite, call);
    peers.set(id, peer);
    return peer;
  };
  const forget = (id) => {
    peers.get(id)?.close();
    peers.delete(id);
    shown.get(id)?.remove();
    shown.delete(id);
  };

  const seat = new Seat(
    { url: SERVER, callId, displayName: 'Bare', memory },
    {
      joined({ self, resumed, call: info, iceServers }) {
        call.iceServers = iceServers;
        status.textContent = 'in the call';
        const ids = info.participants.map(({ id }) => id);
        for (const id of peers.keys()) if (!ids.includes(id)) forget(id);
        for (const id of ids) {
          if (id === self.id || peers.has(id)) continue;
          const peer = meet(id, ids.indexOf(id) < ids.indexOf(self.id));
          // A newcomer waits for offers. Who comes back, as after a reload, makes them.
          if (resumed) peer.begin();
        }
      },
      async signal(signal) {
        // Of somebody who has left meanwhile there is no peer.
        if (signal.type !== 'hangup') await peers.get(signal.from)?.handle(signal);
        remember();
      },
      participantJoined({ id }) {
        forget(id);
        meet(id, false).begin();
      },
      participantLeft: ({ id }) => forget(id),
      iceServers(iceServers) {
        call.iceServers = iceServers;
        for (const { connection } of peers.values()) connection?.setConfiguration({ iceServers });
      },
      over(reason) {
        for (const id of peers.keys()) forget(id);
        for (const track of stream.getTracks()) track.stop();
        sessionStorage.removeItem(callId);
        hangUp.hidden = true;
        status.textContent = `over: ${reason}`;
      },
    },
  );
  hangUp.onclick = () => seat.hangUp();
}

/** The videos, by whom they show. */
const shown = new Map();

function show(id, stream) {
  if (!shown.has(id)) {
    const video = document.createElement('video');
    shown.set(id, Object.assign(video, { id, autoplay: true, playsInline: true, muted: id === 'me' }));
    videos.append(video);
  }
  const video = shown.get(id);
  if (video.srcObject !== stream) video.srcObject = stream;
}

const callId = new URLSearchParams(location.search).get('call');
const run = async () => enter(callId ?? (await createCall()));
create.textContent = callId ? 'Join the call' : 'Create a call';
create.onclick = () => run().catch((error) => (status.textContent = error.message));
// After a reload the seat is still ours: nobody has to be asked again.
if (callId && sessionStorage.getItem(callId)) create.click();
