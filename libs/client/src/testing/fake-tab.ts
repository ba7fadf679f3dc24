// Someone in front of a browser tab, with the whole library between a fake server and a fake browser.
import type { CallEntry } from '../call-entry.ts';
import type { CallError } from '../call-error.ts';
import { Call } from '../call.ts';
import { LocalMedia } from '../media/local-media.ts';
import type { CodecPreference } from '../peers/codec-preference.ts';
import type { RemoteParticipant } from '../remote-participant.ts';
import { seatStore, type StoredSeat } from '../signaling/seat-store.ts';
import { Seat } from '../signaling/seat.ts';
import { FakeChannel } from './fake-channel.ts';
import { FakeBrowser } from './fake-media.ts';
import type { FakePeerConnection } from './fake-peer-connection.ts';
import type { FakeServer } from './fake-server.ts';

/** Someone with a browser tab: its storage outlives its pages. */
export class FakeTab {
  readonly server: FakeServer;
  readonly secret: string;
  readonly #kept = new Map<string, string>();
  browser = new FakeBrowser();
  channel: FakeChannel;
  /** What is asked over REST; a test may answer it in another way. */
  ask: CallEntry['read'] = (path) => this.server.read(path);
  call!: Call;
  /** Every page that was ever opened here: even one that vanished has timers, where a real one's die with it. */
  readonly pages: Call[] = [];
  readonly errors: CallError[] = [];

  constructor(server: FakeServer, name: string) {
    this.server = server;
    this.secret = name;
    this.channel = new FakeChannel(server);
  }

  /**
   * Loads the page (again) and joins.
   *
   * @param prepare is given every connection that the page makes, before the page has it
   */
  async enter(prepare: (connection: FakePeerConnection) => void = () => {}, codecs?: CodecPreference): Promise<Call> {
    const storage = {
      getItem: (key: string) => this.#kept.get(key),
      setItem: this.#kept.set.bind(this.#kept),
      removeItem: this.#kept.delete.bind(this.#kept),
    };
    const store = seatStore(() => storage as unknown as Storage);
    // Who hung up and comes again is someone new to the server.
    const fresh = {
      secret: `${this.secret} ${this.pages.length}`,
      taken: false,
      position: 0,
      ownerSecret: null,
      connections: {},
    };
    const stored: StoredSeat = store.load('a-call') ?? { ...fresh, displayName: this.secret };
    this.channel = new FakeChannel(this.server);
    this.browser = new FakeBrowser(prepare);
    const media = new LocalMedia(this.browser.port);
    await media.start();
    const rest = { hangUp: () => Promise.resolve() };
    this.call = await Call.enter({
      seat: new Seat({ callId: 'a-call', channel: this.channel, store, rest, seat: stored }),
      returning: stored.taken,
      ownerSecret: null,
      browser: this.browser.port,
      media,
      codecs,
      read: (path, request) => this.ask(path, request),
    });
    this.call.addEventListener('error', ({ error }) => this.errors.push(error));
    this.pages.push(this.call);
    return this.call;
  }

  /** The page goes without a word, as when it is reloaded. */
  vanish(): void {
    this.channel.close();
    for (const connection of this.browser.connections) {
      connection.close();
    }
  }

  get other(): RemoteParticipant {
    return [...this.call.participants.values()][0] as RemoteParticipant;
  }

  get connection(): FakePeerConnection {
    return this.other.peerConnection as unknown as FakePeerConnection;
  }

  get offers(): number {
    return this.server.log.filter(({ from, type }) => from === this.call.self.id && type === 'offer').length;
  }
}
