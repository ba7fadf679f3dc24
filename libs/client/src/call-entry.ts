// What a call is entered with: the seat, and what the page gives it.
import type { Call as CallInfo } from '@parley/protocol';
import type { Browser } from './browser.ts';
import type { LocalMedia } from './media/local-media.ts';
import type { CodecPreference } from './peers/codec-preference.ts';
import type { RestRequest } from './signaling/rest-door.ts';
import type { Seat } from './signaling/seat.ts';

export interface CallEntry {
  seat: Seat;
  /** Whether an earlier page held the seat. */
  returning: boolean;
  ownerSecret: string | null;
  browser: Browser;
  media: LocalMedia;
  codecs?: CodecPreference | undefined;
  /** Reads the call, or asks for something below its address, as the seat's holder. */
  read: <Answer = CallInfo>(path?: string, request?: RestRequest) => Promise<Answer>;
}
