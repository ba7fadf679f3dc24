// One other participant and the RTCPeerConnection with it: perfect negotiation, as in the WebRTC specification
// (https://www.w3.org/TR/webrtc/#perfect-negotiation-example), and a name for each connection.

export class Peer {
  connection = null;
  #name = '';
  #makingOffer = false;
  #ignoringOffer = false;

  /**
   * @param participantId who it is
   * @param polite whether this side gives way when offers cross: it joined later
   * @param call `send(type, signal)`, `iceServers`, `retired` (names of an earlier page's connections), and
   *   `attach(connection, { participantId, offering })`, which gives it what there is to send and hears what comes
   */
  constructor(participantId, polite, call) {
    this.participantId = participantId;
    this.polite = polite;
    this.call = call;
  }

  /** A connection under a new name: the other side drops the one before. The first offer follows by itself. */
  begin(name) {
    this.close();
    const connection = new RTCPeerConnection({ iceServers: this.call.iceServers });
    this.connection = connection;
    this.#name = name ?? crypto.randomUUID().slice(0, 8);
    this.#makingOffer = false;
    connection.onnegotiationneeded = async () => {
      this.#makingOffer = true;
      await this.#describe();
      this.#makingOffer = false;
    };
    connection.onicecandidate = ({ candidate }) => this.#send('candidate', { candidate });
    connection.onconnectionstatechange = () => {
      // One side is enough to begin anew.
      if (connection.connectionState === 'failed' && !this.polite) this.begin();
    };
    this.call.attach(connection, { participantId: this.participantId, offering: name === undefined });
  }

  async handle({ type, connection: name, description, candidate }) {
    if (this.call.retired.has(name)) return; // said to the page before the reload
    if (type === 'offer') await this.#answer(name, description);
    if (name !== this.#name || !this.connection) return; // of a connection that was dropped
    if (type === 'answer') await this.connection.setRemoteDescription(description);
    if (type === 'candidate') {
      await this.connection.addIceCandidate(candidate).catch((error) => {
        if (!this.#ignoringOffer) throw error;
      });
    }
  }

  close() {
    this.connection?.close();
    this.connection = null;
  }

  async #answer(name, description) {
    const crossing = this.connection !== null && (this.#makingOffer || this.connection.signalingState !== 'stable');
    this.#ignoringOffer = crossing && !this.polite;
    if (this.#ignoringOffer) return;
    if (name !== this.#name) this.begin(name);
    await this.connection.setRemoteDescription(description); // rolls back an offer of our own
    await this.#describe();
  }

  /** Without an argument the browser makes whatever is due, an offer or an answer. */
  async #describe() {
    const { connection } = this;
    await connection.setLocalDescription();
    const { type, sdp } = connection.localDescription;
    this.#send(type, { description: { type, sdp } });
  }

  #send(type, content) {
    this.call.send(type, { to: this.participantId, connection: this.#name, ...content });
  }
}
