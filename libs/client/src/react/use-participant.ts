// One participant, for the component that shows it: the others are not rendered for its sake.
import type { ParticipantState } from '@parley/protocol';
import type { CallError } from '../call-error.ts';
import type { RecoveryRung } from '../peers/recovery.ts';
import type { RemoteParticipant } from '../remote-participant.ts';
import { useReading } from './use-reading.ts';

/** What a component that shows a participant shows. Each is as of RemoteParticipant. */
export interface UseParticipant {
  /** The name it gave itself; null without one. */
  readonly displayName: string | null;
  /** Its seat. */
  readonly state: ParticipantState;
  /** The connection that carries its media. */
  readonly connectionState: RTCPeerConnectionState;
  /** What is being tried to get media through. */
  readonly recovery: RecoveryRung;
  /** Why `recovery` is `failed`; else null. */
  readonly failure: CallError | null;
  /** Whether sound is coming. */
  readonly hasAudio: boolean;
  /** Whether a picture is coming. */
  readonly hasVideo: boolean;
  /** Whether a screen is being shared. */
  readonly hasScreen: boolean;
}

const EVENTS = ['statechange', 'connectionstatechange', 'recoverychange', 'trackschange'];

/**
 * How a participant of `useCall` stands now. Its `stream` and `screen` are the same objects for as long as it stays: hand
 * them to `useStreamRef`.
 */
export function useParticipant(participant: RemoteParticipant): UseParticipant {
  return useReading(participant, EVENTS, () => ({
    displayName: participant.displayName,
    state: participant.state,
    connectionState: participant.connectionState,
    recovery: participant.recovery,
    failure: participant.failure,
    hasAudio: participant.hasAudio,
    hasVideo: participant.hasVideo,
    hasScreen: participant.hasScreen,
  }));
}
