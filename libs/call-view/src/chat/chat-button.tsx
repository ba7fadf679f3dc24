// The bar's button, with how much is unread; and, heard alone, what comes in while the panel is closed or open.
import { MessageSquare } from 'lucide';
import { useEffect, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { RoundButton } from '../parts/button.tsx';
import type { FeatureProps } from '../room/room-feature.ts';
import { WORDS } from '../words/words.ts';
import { chatOf } from './call-chat.ts';
import { CHAT_WORDS } from './chat-words.ts';

export const NAME = 'chat';

/** More than a badge has room for. */
const MANY = 99;

export function BarButton({ call, desk }: FeatureProps) {
  const chat = chatOf(call);
  const shown = desk.shown.value === NAME;
  const unread = shown ? 0 : chat.unread.value;
  return (
    <span class="chat-button">
      <RoundButton
        name={CHAT_WORDS.title}
        icon={MessageSquare}
        tone={shown ? 'on' : undefined}
        expanded={shown}
        describedBy={unread > 0 ? 'chat-unread' : undefined}
        forbidden={!call.permissions.value.includes('data') && !shown && WORDS.call.notAllowed}
        onPress={() => desk.toggle(NAME)}
      />
      {unread > 0 && (
        <>
          <span class="badge" aria-hidden="true">
            {unread > MANY ? `${MANY}+` : unread}
          </span>
          <span class="unseen" id="chat-unread">
            {CHAT_WORDS.unread(unread)}
          </span>
        </>
      )}
      <Announcer call={call} desk={desk} />
    </span>
  );
}

/** Says the latest message that came from somebody else. What was there before is not said again. */
function Announcer({ call }: FeatureProps) {
  const items = chatOf(call).items.value;
  const words = useSignal('');
  const known = useRef(new Set(items.map(({ key }) => key)));
  useEffect(() => {
    const fresh = items.filter(({ key }) => !known.current.has(key));
    for (const { key, own, name, words: text } of fresh) {
      known.current.add(key);
      if (!own) words.value = CHAT_WORDS.said(name ?? WORDS.guest, text);
    }
  }, [items]);
  return (
    <span class="unseen" aria-live="polite">
      {words}
    </span>
  );
}
