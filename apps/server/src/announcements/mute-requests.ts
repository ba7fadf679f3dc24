// The port on which a seat is asked to mute something: not stored, told to the socket that holds it, at whichever server.
import { Injectable } from '@nestjs/common';
import type { MutedKind } from '@parley/protocol';

export interface MuteRequest {
  callId: string;
  participantId: string;
  kind: MutedKind;
  /** The participant who asks; null for the owner's secret or an API key. */
  by: string | null;
}

export type MuteRequestListener = (request: MuteRequest) => void;

@Injectable()
export class MuteRequests {
  private readonly listeners = new Set<MuteRequestListener>();
  private tellOthers: MuteRequestListener = () => undefined;

  /** From now on other servers are told what is asked here. */
  shareWith(tellOthers: MuteRequestListener): void {
    this.tellOthers = tellOthers;
  }

  /** Hears every request from now on. Returns what ends it. */
  subscribe(listener: MuteRequestListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Somebody asks at this server. */
  ask(request: MuteRequest): void {
    this.tellOthers(request);
    this.hear(request);
  }

  /** Somebody asks at whichever server. */
  hear(request: MuteRequest): void {
    for (const listener of this.listeners) listener(request);
  }
}
