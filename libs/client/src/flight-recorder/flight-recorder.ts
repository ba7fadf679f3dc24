// Records what happens to a call at this side, as its events tell it, for the call's timeline.
import type { ReportedFact } from '@parley/protocol';
import type { Call } from '../call.ts';
import type { RemoteParticipant } from '../remote-participant.ts';
import type { StatisticsSnapshot } from '../statistics/snapshot.ts';
import type { Statistics } from '../statistics/statistics.ts';
import { Reports } from './reports.ts';
import { type Surroundings, thisPage } from './surroundings.ts';
import { rememberKey } from './timeline-key.ts';

/** How it records. */
export interface FlightRecorderOptions {
  /** Milliseconds for which entries gather before they are reported together; default 5000. What tells of an end goes at once. */
  interval?: number;
}

/** What the server takes for a code. */
const CODE = /^[a-z][a-z0-9-]{0,47}$/;

/**
 * Reports to the call's timeline: states of the connections and of ICE, rungs of the recovery ladder, this side's socket,
 * network and page, errors, and what it is given. States and codes alone: no description, no candidate, no address.
 *
 * It never throws and never gets in the way of the call: what cannot be reported is tried again for some minutes, then
 * dropped. It ends with the call.
 *
 * @example
 * const recorder = new FlightRecorder(call);
 * recorder.watch(statistics);
 */
export class FlightRecorder {
  readonly #reports: Reports;
  readonly #open = new AbortController();
  readonly #known = new WeakSet<RemoteParticipant>();
  readonly #connections = new WeakSet<RTCPeerConnection>();
  /** The latest of each kind, and of each participant: what says the same again is not recorded. */
  readonly #latest = new Map<string, string>();

  /** @param surroundings @internal a fake, in tests */
  constructor(call: Call, { interval = 5000 }: FlightRecorderOptions = {}, surroundings: Surroundings = thisPage()) {
    this.#reports = new Reports(interval, (body) =>
      call.request('/timeline', { method: 'POST', body, keepalive: true, signal: AbortSignal.timeout(10_000) }),
    );
    if (call.endReason !== null) {
      return;
    }
    rememberKey(call.id);
    const { signal } = this.#open;
    this.#notePage(surroundings);
    surroundings.listen((event) => (event === 'pagehide' ? this.#pageGoes() : this.#notePage(surroundings)), signal);
    call.addEventListener('signalingchange', () => this.#note({ kind: 'signaling', state: call.signaling }), {
      signal,
    });
    call.addEventListener('error', ({ error }) => this.#note({ kind: 'error', code: error.code }), { signal });
    call.addEventListener('participantjoined', ({ participant }) => this.#meet(participant), { signal });
    call.addEventListener('participantleft', ({ participant }) => this.#part(participant), { signal });
    call.addEventListener('ended', () => this.close(), { signal });
    for (const participant of call.participants.values()) {
      this.#meet(participant);
    }
  }

  /** Records the quality words and the candidate pairs' types of these statistics, until either ends. */
  watch(statistics: Statistics): void {
    const { signal } = this.#open;
    statistics.addEventListener('snapshot', ({ snapshot }) => this.#noteStatistics(snapshot), { signal });
  }

  /**
   * Records why no media gets through.
   *
   * @param diagnosis its cause is a code of small letters, digits and hyphens, 48 at most; anything else is recorded as
   *   `unknown`. Null: media flows again, so that the same cause, should it come back, is recorded anew
   * @param participantId to whom; null: to anybody
   */
  diagnosed(diagnosis: { readonly cause: string } | null, participantId: string | null = null): void {
    if (diagnosis) {
      const cause = CODE.test(diagnosis.cause) ? diagnosis.cause : 'unknown';
      this.#note({ kind: 'diagnosis', peer: participantId, cause }, true);
    } else {
      this.#latest.delete(`diagnosis${participantId}`);
    }
  }

  /** Reports now what was recorded; resolves when the server has it, or did not answer. Never rejects. */
  flush(): Promise<void> {
    return this.#reports.flush();
  }

  /** Records no more, and reports what was recorded. */
  close(): void {
    this.#open.abort();
    this.#reports.close();
  }

  #meet(participant: RemoteParticipant): void {
    if (this.#known.has(participant)) {
      return;
    }
    this.#known.add(participant);
    const options = { signal: this.#open.signal };
    participant.addEventListener('connectionstatechange', () => this.#noteConnection(participant), options);
    participant.addEventListener('recoverychange', () => this.#noteRecovery(participant), options);
    this.#noteRecovery(participant);
    this.#noteConnection(participant);
  }

  #part({ id }: RemoteParticipant): void {
    this.#note({ kind: 'connection', peer: id, state: 'closed' });
    // Who comes back begins anew.
    for (const key of this.#latest.keys()) {
      if (key.endsWith(id)) {
        this.#latest.delete(key);
      }
    }
  }

  #noteRecovery({ id, recovery }: RemoteParticipant): void {
    this.#note({ kind: 'recovery', peer: id, state: recovery }, recovery === 'failed');
  }

  #noteConnection(participant: RemoteParticipant): void {
    const { id, peerConnection, connectionState } = participant;
    if (!peerConnection) {
      return;
    }
    const noteIce = (): void => {
      // A connection that was begun anew since has nothing more to say.
      if (participant.peerConnection === peerConnection) {
        this.#note({ kind: 'ice', peer: id, state: peerConnection.iceConnectionState });
      }
    };
    if (!this.#connections.has(peerConnection)) {
      this.#connections.add(peerConnection);
      peerConnection.addEventListener('iceconnectionstatechange', noteIce, { signal: this.#open.signal });
      noteIce();
    }
    this.#note({ kind: 'connection', peer: id, state: connectionState }, connectionState === 'failed');
  }

  #noteStatistics({ participants }: StatisticsSnapshot): void {
    for (const [peer, { quality, candidatePair }] of participants) {
      if (quality) {
        this.#note({ kind: 'quality', peer, state: quality });
      }
      const local = candidatePair?.local.candidateType;
      const remote = candidatePair?.remote.candidateType;
      const protocol = candidatePair?.local.relayProtocol ?? candidatePair?.local.protocol;
      if (local && remote && protocol) {
        this.#note({ kind: 'path', peer, local, remote, protocol });
      }
    }
  }

  #notePage({ online, visible }: Surroundings): void {
    // As they are at first needs no word.
    this.#latest.set('network', this.#latest.get('network') ?? JSON.stringify({ kind: 'network', state: 'online' }));
    this.#latest.set('page', this.#latest.get('page') ?? JSON.stringify({ kind: 'page', state: 'visible' }));
    this.#note({ kind: 'network', state: online ? 'online' : 'offline' });
    // Phones end a page that is hidden without a further word.
    this.#note({ kind: 'page', state: visible ? 'visible' : 'hidden' }, !visible);
  }

  #pageGoes(): void {
    this.#note({ kind: 'page', state: 'closed' });
    this.#reports.flushAll();
  }

  #note(fact: ReportedFact, urgent = false): void {
    const key = `${fact.kind}${'peer' in fact ? fact.peer : ''}`;
    const said = JSON.stringify(fact);
    if (fact.kind === 'error' || this.#latest.get(key) !== said) {
      this.#latest.set(key, said);
      this.#reports.add(fact, urgent);
    }
  }
}
