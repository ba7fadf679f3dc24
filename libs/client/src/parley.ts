// Where everything begins: a Parley server, as a page sees it.
import type { Call as CallInfo, Metadata } from '@parley/protocol';
import { browserOfOneCall, thisBrowser } from './browser.ts';
import type { CallEntry } from './call-entry.ts';
import { callIdOf, tokenOf } from './call-link.ts';
import { CallList } from './call-list.ts';
import { Call } from './call.ts';
import type { CheckOptions, CheckRun } from './check.ts';
import { loadCheck } from './load-check.ts';
import { LocalMedia } from './media/local-media.ts';
import type { CodecPreference } from './peers/codec-preference.ts';
import { randomId } from './random-id.ts';
import { RestDoor, type RestRequest } from './signaling/rest-door.ts';
import { seatStore, type StoredSeat } from './signaling/seat-store.ts';
import { SCRIPT_URL } from './script-url.ts';
import { Seat } from './signaling/seat.ts';
import { SocketChannel } from './signaling/socket-channel.ts';

/** Which server. */
export interface ParleyOptions {
  /** The server's address, such as `https://calls.example.org`. Default: where parley.js came from, else the page's own origin. */
  url?: string;
}

/** How to enter a call. */
export interface JoinOptions {
  /** Up to 100 characters that the others see. */
  displayName?: string | null | undefined;
  /** A join token, where the server asks for one; a link that has one behind its `#` needs no other. */
  token?: string | undefined;
  /** What a call that is `passwordProtected` asks newcomers for. */
  password?: string | undefined;
  /** The seat's, as of a knock that was admitted: 22 to 128 characters of base64url. Default: one of this tab's own. */
  secret?: string | undefined;
  /** What to send; the call stops it when it is over. Default: nothing yet, to be started at `call.media`. */
  media?: LocalMedia | undefined;
  /** Codecs to use before others where both sides know them. Default: the browser's own order. */
  codecs?: CodecPreference | undefined;
}

/** A new call, and how to enter it. */
export interface CreateOptions extends Omit<JoinOptions, 'password' | 'secret' | 'token'> {
  /** Up to 200 characters. */
  name?: string | null | undefined;
  /** 2 to 100; default 2. */
  maxParticipants?: number | undefined;
  /** Up to 4 KiB as JSON. */
  metadata?: Metadata | undefined;
  /** Whether the call stands in public lists; default true. */
  listed?: boolean | undefined;
  /** What newcomers are asked for, 1 to 128 characters; default: nothing. */
  password?: string | null | undefined;
  /** Whether newcomers knock and are let in by a moderator, as who creates the call is; default false. */
  lobby?: boolean | undefined;
}

/**
 * A Parley server: makes calls, joins them, lists them.
 *
 * @example
 * const parley = new Parley();
 * const media = new LocalMedia();
 * await media.start();
 * const call = await parley.createCall({ media });
 * call.addEventListener('participantjoined', ({ participant }) => (video.srcObject = participant.stream));
 */
export class Parley {
  /** The server's origin. */
  readonly url: string;
  readonly #rest: RestDoor;
  readonly #seats = seatStore(() => sessionStorage);
  readonly #calls = new Set<Call>();
  readonly #lists = new Set<CallList>();
  #prepared: SocketChannel | null = null;

  /**
   * Asks nothing of the server yet.
   *
   * @throws TypeError when `url` is no address
   */
  constructor({ url }: ParleyOptions = {}) {
    this.url = new URL(url ?? (SCRIPT_URL || location.href)).origin;
    this.#rest = new RestDoor(this.url);
  }

  /**
   * Reads a call without joining it.
   *
   * @throws CallError `call-not-found`, `server-unreachable` …
   */
  call(idOrLink: string): Promise<CallInfo> {
    return this.#rest.read(callIdOf(idOrLink));
  }

  /**
   * Creates a call and takes the first seat in it.
   *
   * @throws CallError with the server's code, or `server-unreachable`
   */
  async createCall({ displayName, media, codecs, ...call }: CreateOptions = {}): Promise<Call> {
    const { id, ownerSecret } = await this.#rest.createCall(call);
    return this.#enter(id, { ...newSeat(displayName), ownerSecret }, { media, codecs });
  }

  /**
   * Joins a call, by its id or its link. After a reload of the page it takes the same seat again.
   *
   * @throws CallError `not-a-call-link`, `call-not-found`, `unauthorized` (a token is needed), `password-required`,
   *   `wrong-password`, `call-locked`, `admission-required` (knock first, by the entry `lobby`), `call-full`, `call-ended`,
   *   `server-unreachable` …
   */
  async joinCall(idOrLink: string, { displayName, token, secret, ...options }: JoinOptions = {}): Promise<Call> {
    const id = callIdOf(idOrLink);
    const kept = this.#seats.load(id);
    const stored = kept && (secret ?? kept.secret) === kept.secret ? kept : newSeat(displayName, secret);
    const seat = {
      ...stored,
      displayName: displayName ?? stored.displayName,
      token: token ?? tokenOf(idOrLink) ?? stored.token,
    };
    return this.#enter(id, seat, options);
  }

  /**
   * Opens the socket of the next call ahead, and has the browser load its WebRTC: worth a call as soon as someone is likely
   * to join, as while they look at their own picture. Nobody is told, and no seat is taken.
   */
  prepare(): void {
    if (!this.#prepared) {
      this.#prepared = new SocketChannel(this.url);
      this.#prepared.open();
      thisBrowser.createPeerConnection({}).close();
    }
  }

  /** Whether this tab has a seat in the call, as after a reload: then join it without asking. */
  hasSeat(id: string): boolean {
    return this.#seats.load(id)?.taken ?? false;
  }

  /** Begins to watch the listed calls; close the list when it is shown no more. */
  watchCalls(): CallList {
    const list = new CallList(new SocketChannel(this.url));
    this.#lists.add(list);
    return list;
  }

  /**
   * Begins to check whether calls will work from here. The checks are loaded first, for no call needs them.
   *
   * @throws TypeError when they cannot be loaded
   */
  async check(options?: CheckOptions): Promise<CheckRun> {
    return (await loadCheck()).check(this, options);
  }

  /** @internal Asks the server for something below a call's address. */
  request<Answer>(callId: string, path: string, request?: RestRequest): Promise<Answer> {
    return this.#rest.read(callId, path, request);
  }

  /** Hangs up every call made here, and closes every list and what was prepared. */
  close(): void {
    this.#prepared?.close();
    this.#prepared = null;
    for (const list of this.#lists) {
      list.close();
    }
    this.#lists.clear();
    for (const call of this.#calls) {
      void call.hangUp();
    }
  }

  async #enter(
    callId: string,
    stored: StoredSeat,
    { media = new LocalMedia(), codecs, password }: JoinOptions,
  ): Promise<Call> {
    // Before the join: even if its answer never comes, the page after a reload finds its seat.
    this.#seats.save(callId, stored);
    const channel = this.#prepared ?? new SocketChannel(this.url);
    this.#prepared = null;
    const seat = new Seat({ callId, channel, store: this.#seats, rest: this.#rest, seat: stored, password });
    const { taken: returning, ownerSecret } = stored;
    const read: CallEntry['read'] = (path, request) =>
      this.#rest.read(callId, path, { ...request, secret: stored.secret });
    const browser = await browserOfOneCall();
    const call = await Call.enter({ seat, returning, ownerSecret, browser, media, codecs, read });
    this.#calls.add(call);
    call.addEventListener('ended', () => this.#calls.delete(call));
    return call;
  }
}

function newSeat(displayName: string | null = null, secret = randomId(32)): StoredSeat {
  return { secret, taken: false, position: 0, ownerSecret: null, displayName, connections: {} };
}
