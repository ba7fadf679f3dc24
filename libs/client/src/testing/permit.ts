// A moderator's word about somebody, as the server passes it on: to everyone, the seat itself too.
import { DEFAULT_PERMISSIONS, type Permission } from '@parley/protocol';
import type { FakeTab } from './fake-tab.ts';

export function permit({ server, call }: FakeTab, ...permissions: Permission[]): void {
  const seat = server.seats.find(({ participant }) => participant.id === call.self.id);
  if (!seat) {
    throw new Error('Nobody sits there.');
  }
  const { permissions: _before, ...participant } = seat.participant;
  seat.participant =
    String(permissions) === String(DEFAULT_PERMISSIONS) ? participant : { ...participant, permissions };
  for (const { channel } of server.seats) {
    channel?.deliver('participant-updated', { participant: seat.participant });
  }
}
