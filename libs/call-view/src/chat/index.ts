// The chat: a chunk of its own, fetched with the room.
import type { CurrentCall } from '../state/current-call.ts';
import type { SidePanelParts } from '../room/room-feature.ts';
import { chatOf } from './call-chat.ts';
import { Content } from './chat-panel.tsx';
import { CHAT_WORDS } from './chat-words.ts';

export { BarButton } from './chat-button.tsx';

export const SidePanel: SidePanelParts = { title: CHAT_WORDS.title, Content };

/** Its channel is to be in the first offer. */
export function begin(call: CurrentCall): void {
  chatOf(call);
}
