// The figures of a connection as lines for a person who wants to know. Pure.
import type {
  CandidatePairStatistics,
  ContentStatistics,
  ParticipantStatistics,
  VideoStatistics,
} from '@parley/client/statistics';
import { WORDS } from '../../words/words.ts';

export interface FigureLine {
  label: string;
  value: string;
}

const { lines, path } = WORDS.figures;

/** One line a figure; a figure that is not known has none. */
export function figureLines({ inbound, outbound, roundTripTime, candidatePair }: ParticipantStatistics): FigureLine[] {
  const values: [string, string | null][] = [
    [lines.received, bitrateWords(inbound.bitrate)],
    [lines.sent, bitrateWords(outbound.bitrate)],
    [lines.lost, lossWords(inbound.packetLoss, outbound.packetLoss)],
    [lines.roundTrip, roundTripTime === null ? null : `${Math.round(roundTripTime)} ms`],
    [lines.pictureIn, pictureWords(inbound.main)],
    [lines.pictureOut, pictureWords(outbound.main)],
    [lines.screenIn, pictureWords(inbound.slides)],
    [lines.screenOut, pictureWords(outbound.slides)],
    [lines.sound, inbound.main.audio?.codec ?? outbound.main.audio?.codec ?? null],
    [lines.path, candidatePair && pathWords(candidatePair)],
  ];
  return values.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}

/** `640 kbit/s`, `1.2 Mbit/s`. */
function bitrateWords(bitrate: number | null): string | null {
  if (bitrate === null) return null;
  return bitrate < 1_000_000 ? `${Math.round(bitrate / 1000)} kbit/s` : `${(bitrate / 1_000_000).toFixed(1)} Mbit/s`;
}

function lossWords(inbound: number | null, outbound: number | null): string | null {
  const percent = (loss: number): string => `${(loss * 100).toFixed(1)} %`;
  const parts = [
    inbound !== null && `${percent(inbound)} ${lines.in}`,
    outbound !== null && `${percent(outbound)} ${lines.out}`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? parts.join(', ') : null;
}

/** `1280 × 720, 30 fps, VP8`. */
function pictureWords({ video }: ContentStatistics): string | null {
  if (!video) return null;
  const { framesPerSecond, codec } = video;
  const parts = [sizeWords(video), framesPerSecond !== null && `${Math.round(framesPerSecond)} fps`, codec];
  return parts.filter(Boolean).join(', ') || null;
}

function sizeWords({ frameWidth, frameHeight }: VideoStatistics): string | null {
  return frameWidth === null || frameHeight === null ? null : `${frameWidth} × ${frameHeight}`;
}

/** Relayed as soon as either end is a TURN server's. */
function pathWords({ local, remote }: CandidatePairStatistics): string {
  const relayed = local.candidateType === 'relay' || remote.candidateType === 'relay';
  const protocol = local.relayProtocol ?? local.protocol;
  return [relayed ? path.relayed : path.direct, protocol?.toUpperCase()].filter(Boolean).join(', ');
}
