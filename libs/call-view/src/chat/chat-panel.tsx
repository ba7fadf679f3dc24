// What the side panel shows: everything that was written, who is writing, and the field to write in.
import type { FeatureProps } from '../room/room-feature.ts';
import { chatOf } from './call-chat.ts';
import { ChatList } from './chat-list.tsx';
import { typingWords } from './chat-words.ts';
import { Composer } from './composer.tsx';

export function Content({ call }: FeatureProps) {
  const chat = chatOf(call);
  return (
    <div class="chat">
      <ChatList chat={chat} />
      <p class="chat-typing small quiet" aria-live="polite">
        {typingWords(chat.typists.value)}
      </p>
      <Composer chat={chat} />
    </div>
  );
}
