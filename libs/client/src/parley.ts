// Where everything begins: a Parley server, as a page sees it.
import type { Call as CallInfo, Metadata } from '@parley/protocol';
import { CallError } from './call-error.ts';
import type { CallList } from './call-list.ts';
import type { Call } from './call.ts';
import type { LocalMedia } from './media/local-media.ts';

export interface ParleyOptions {
  /** The server's address, such as `https://calls.example.org`. Default: where parley.js came from, else the page's own origin. */
  url?: string;
}

export interface JoinOptions {
  displayName?: string | null;
  /** Camera and microphone to send; the call stops them when it is over. Default: none, and a LocalMedia to start later. */
  media?: LocalMedia;
}

export interface CreateOptions extends JoinOptions {
  name?: string | null;
  /** 2 to 100; default 2. */
  maxParticipants?: number;
  metadata?: Metadata;
  /** Whether the call stands in public lists; default true. */
  listed?: boolean;
}

export class Parley {
  readonly url: string;

  constructor(options: ParleyOptions = {}) {
    this.url = options.url ?? location.origin;
  }

  async call(id: string): Promise<CallInfo> {
    throw new CallError('server-unreachable', id);
  }
  async createCall(_options: CreateOptions = {}): Promise<Call> {
    throw new CallError('server-unreachable', 'not yet');
  }
  async joinCall(idOrLink: string, _options: JoinOptions = {}): Promise<Call> {
    throw new CallError('server-unreachable', idOrLink);
  }
  hasSeat(_id: string): boolean {
    return false;
  }
  watchCalls(): CallList {
    throw new CallError('server-unreachable', 'not yet');
  }
  close(): void {}
}
