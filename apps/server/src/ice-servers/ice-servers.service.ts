// Which STUN servers a browser is told to gather its candidates with (W3C WebRTC, RTCIceServer).
import { Injectable } from '@nestjs/common';
import type { IceServers } from '@parley/protocol';
import { Settings } from '../settings/settings.ts';

@Injectable()
export class IceServersService {
  constructor(private readonly settings: Settings) {}

  /** What the participant (null: someone without a seat) may use. STUN needs no credentials, so nothing expires. */
  iceServers(_participantId: string | null): IceServers {
    const { stunUrls } = this.settings;
    return { iceServers: stunUrls.length > 0 ? [{ urls: [...stunUrls] }] : [], expiresAt: null };
  }
}
