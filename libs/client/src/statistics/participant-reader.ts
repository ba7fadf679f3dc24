// Reads one participant's connection, again and again: remembers the report before, and what was said of it.
import type { RemoteParticipant } from '../remote-participant.ts';
import { judgeQuality, NOT_YET_JUDGED, type QualityMeasures, type QualityWord } from './quality.ts';
import { NO_FIGURES, readReport } from './read-report.ts';
import type { ConnectionStatistics, ParticipantStatistics } from './snapshot.ts';
import type { StatsReport } from './stats-report.ts';

export class ParticipantReader {
  readonly #participant: RemoteParticipant;
  #connection: RTCPeerConnection | null = null;
  #report: StatsReport | null = null;
  #judgement = NOT_YET_JUDGED;
  #judgedAt = performance.now();
  /** When media last came, or none was due. */
  #heardAt = performance.now();
  #last: ParticipantStatistics;
  #reading = false;

  constructor(participant: RemoteParticipant) {
    this.#participant = participant;
    this.#last = { ...NO_FIGURES, quality: null, connectionState: participant.connectionState };
  }

  /** Never rejects. While a report is still on its way the last figures are answered, and none is asked for anew. */
  async read(): Promise<ParticipantStatistics> {
    if (!this.#reading) {
      this.#reading = true;
      this.#last = await this.#readAnew();
      this.#reading = false;
    }
    return this.#last;
  }

  async #readAnew(): Promise<ParticipantStatistics> {
    const connection = this.#participant.peerConnection;
    const report: StatsReport | null = connection && (await reportOf(connection));
    // Counters of another connection are another's.
    const previous = connection === this.#connection ? this.#report : null;
    this.#connection = connection;
    this.#report = report;
    const figures = report ? readReport(previous, report, (mid) => this.#participant.contentOf(mid)) : NO_FIGURES;
    const quality = this.#judge(figures, report !== null);
    return { ...figures, quality, connectionState: this.#participant.connectionState };
  }

  #judge(figures: ConnectionStatistics, isKnown: boolean): QualityWord | null {
    const { connectionState } = this.#participant;
    const now = performance.now();
    const silence = this.#silence(figures, now);
    // Without figures nothing speaks against a connection that stands: what was said stays said.
    if (isKnown || connectionState !== 'connected') {
      const elapsed = now - this.#judgedAt;
      const measures = { ...measuresOf(figures, this.#participant, elapsed), silence, connectionState };
      this.#judgement = judgeQuality(this.#judgement, measures, elapsed);
      this.#judgedAt = now;
    }
    return this.#judgement.word;
  }

  /** Milliseconds; null when nothing was due, as while the other side's camera and microphone are off. */
  #silence({ inbound: { bitrate } }: ConnectionStatistics, now: number): number | null {
    const isDue = this.#participant.hasAudio || this.#participant.hasVideo;
    if (!isDue || bitrate !== 0) {
      this.#heardAt = now;
    }
    return isDue && bitrate !== null ? now - this.#heardAt : null;
  }
}

async function reportOf(connection: RTCPeerConnection): Promise<StatsReport | null> {
  try {
    return await connection.getStats();
  } catch {
    return null;
  }
}

function measuresOf(
  { roundTripTime, inbound, outbound }: ConnectionStatistics,
  { hasAudio, hasVideo }: RemoteParticipant,
  elapsed: number,
): Omit<QualityMeasures, 'silence' | 'connectionState'> {
  const losses = [inbound.packetLoss, outbound.packetLoss].filter((loss) => loss !== null);
  const { audio, video } = inbound.main;
  // A camera that was off, or a tab that was in the background, stood still without anything being wrong. A shared
  // screen stands still by nature.
  const freezes = hasVideo && isSeen() ? (video?.freezesDuration ?? null) : null;
  return {
    packetLoss: losses.length > 0 ? Math.max(...losses) : null,
    roundTripTime,
    jitter: audio?.jitter ?? null,
    concealment: hasAudio ? (audio?.concealment ?? null) : null,
    freeze: freezes === null || elapsed <= 0 ? null : Math.min(1, freezes / elapsed),
  };
}

function isSeen(): boolean {
  return typeof document === 'undefined' || document.visibilityState === 'visible';
}
