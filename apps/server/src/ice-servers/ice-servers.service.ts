// Which servers a browser is told to gather its candidates with (W3C WebRTC, RTCIceServer): STUN for everyone, TURN for who may.
import { Injectable } from '@nestjs/common';
import type { IceServer, IceServers } from '@parley/protocol';
import { Settings } from '../settings/settings.ts';
import { turnCredentials } from './turn-credentials.ts';

@Injectable()
export class IceServersService {
  constructor(private readonly settings: Settings) {}

  /**
   * What a user may use.
   *
   * @param relayUser the participant, or whoever else may use TURN, for whom credentials are made; null: STUN alone
   */
  iceServers(relayUser: string | null): IceServers {
    const { stunUrls, turn } = this.settings;
    const iceServers: IceServer[] = stunUrls.length > 0 ? [{ urls: [...stunUrls] }] : [];
    if (!turn || relayUser === null) return { iceServers, expiresAt: null };
    const expiresAt = Math.floor(Date.now() / 1000) + turn.ttlSeconds;
    iceServers.push({ urls: [...turn.urls], ...turnCredentials(turn.secret, relayUser, expiresAt) });
    return { iceServers, expiresAt: new Date(expiresAt * 1000).toISOString() };
  }
}
