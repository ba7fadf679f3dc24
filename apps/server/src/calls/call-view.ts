// What the stored is to whoever asks: with the address by which they reach this server.
import type { Call, IceServers, Joined } from '@parley/protocol';
import type { StoredCall } from '@parley/storage';
import type { Seated } from './calls.service.ts';

/** The call as the wire shows it; `base` is where its receiver sees this server, without a trailing slash. */
export function callView(stored: StoredCall, base: string): Call {
  return { ...stored, joinUrl: joinUrl(stored.id, base) };
}

/** The link that others open to join. */
export function joinUrl(callId: string, base: string): string {
  return `${base}/c/${callId}`;
}

/** What taking a seat answers, over REST and sockets alike. */
export function joinedView(seated: Seated, base: string, ice: IceServers): Joined {
  const { self, resumed, secret, mailbox, more, knocks } = seated;
  return {
    self,
    resumed,
    ...(secret !== undefined && { secret }),
    call: callView(seated.call, base),
    ...ice,
    mailbox,
    more,
    ...(knocks && { knocks }),
  };
}
