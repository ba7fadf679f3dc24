import type { Participant } from '@parley/protocol';

/** Whether somebody may change the call, let in, remove, permit and ask to mute. */
export function moderates({ permissions }: Pick<Participant, 'permissions'>): boolean {
  return permissions?.includes('moderate') ?? false;
}
