// What it takes to send something, and the refusal of who may not.
import type { Permission } from '@parley/protocol';
import { CallError } from './call-error.ts';
import type { MediaContent, MediaKind } from './media-source.ts';

/** What it takes to send a track of the kind. */
export function permissionFor(content: MediaContent, kind: string): Permission {
  return content === 'slides' ? 'screen' : kind === ('audio' satisfies MediaKind) ? 'microphone' : 'camera';
}

export function forbidden(): CallError {
  return new CallError('forbidden', 'You may not do this in this call. Ask whoever moderates it.');
}
