// One picture each. A tile is rendered again for its own participant alone.
import type { RemoteParticipant } from '@parley/client';
import { useParticipant, useStreamRef } from '@parley/client/react';

export function Me({ stream }: { stream: MediaStream | null }) {
  return (
    <figure>
      <video className="me" ref={useStreamRef(stream)} autoPlay playsInline muted />
      <figcaption>You</figcaption>
    </figure>
  );
}

export function Them({ participant }: { participant: RemoteParticipant }) {
  const { displayName, connectionState, hasVideo } = useParticipant(participant);
  return (
    <figure>
      <video ref={useStreamRef(participant.stream)} autoPlay playsInline />
      <figcaption>
        {displayName ?? 'Somebody'}
        {connectionState !== 'connected' ? ` (${connectionState})` : !hasVideo && ' (no picture)'}
      </figcaption>
    </figure>
  );
}
