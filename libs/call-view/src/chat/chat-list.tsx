// The list of what was written. It follows what comes for as long as one has not scrolled back.
import { useSignal } from '@preact/signals';
import { ArrowDown } from 'lucide';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../parts/button.tsx';
import { WORDS } from '../words/words.ts';
import type { CallChat } from './call-chat.ts';
import { type ChatGroup, type ChatItem, grouped, withStatus } from './chat-item.ts';
import { CHAT_WORDS, timeOf } from './chat-words.ts';

/** Pixels from the end that still count as at the end. */
const NEAR = 48;

export function ChatList({ chat }: { chat: CallChat }) {
  const items = chat.items.value;
  const list = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLUListElement>(null);
  const atEnd = useSignal(true);
  const lastTop = useRef(0);
  const shownStatus = withStatus(items);

  const toEnd = (): void => {
    const { current: element } = list;
    if (element) element.scrollTop = element.scrollHeight;
  };
  // What grows below takes nobody from the end, only who scrolls back leaves it.
  const look = ({ currentTarget }: { currentTarget: HTMLElement }): void => {
    const { scrollHeight, scrollTop, clientHeight } = currentTarget;
    if (scrollHeight - scrollTop - clientHeight < NEAR) atEnd.value = true;
    else if (scrollTop < lastTop.current) atEnd.value = false;
    lastTop.current = scrollTop;
  };
  const latest = items.at(-1);
  useLayoutEffect(() => {
    if (atEnd.value || latest?.own) toEnd();
  }, [items]);
  useEffect(() => {
    // The field grows, a keyboard comes up, a file's line gets buttons or its picture comes: the end stays in sight.
    const resized = new ResizeObserver(() => atEnd.value && toEnd());
    for (const { current: element } of [list, content]) if (element) resized.observe(element);
    return () => resized.disconnect();
  }, []);
  // Together with what is shown: a reload right then finds it read.
  useLayoutEffect(() => {
    if (atEnd.value) chat.markRead();
  }, [items, atEnd.value]);

  return (
    <div class="chat-history">
      <div ref={list} class="chat-scroll" tabIndex={0} role="region" aria-label={CHAT_WORDS.messages} onScroll={look}>
        {items.length === 0 && <p class="chat-empty small quiet">{CHAT_WORDS.empty}</p>}
        <ul ref={content} class="chat-list">
          {grouped(items).map((group) => (
            <GroupItem key={group.key} group={group} chat={chat} shownStatus={shownStatus} />
          ))}
        </ul>
      </div>
      {!atEnd.value && chat.unread.value > 0 && (
        <div class="chat-latest">
          <Button voice="primary" slim icon={ArrowDown} onPress={toEnd}>
            {CHAT_WORDS.latest}
          </Button>
        </div>
      )}
    </div>
  );
}

interface GroupProps {
  group: ChatGroup;
  chat: CallChat;
  shownStatus: ReadonlySet<string>;
}

function GroupItem({ group: { items }, chat, shownStatus }: GroupProps) {
  const [first] = items;
  return (
    <li class="chat-group" data-own={first.own ? '' : undefined}>
      <p class="chat-head small quiet">
        <b>{first.own ? WORDS.you : (first.name ?? WORDS.guest)}</b>
        {first.to !== null && <span>{aloneWords(first, chat)}</span>}
        <time dateTime={new Date(first.at).toISOString()}>{timeOf(first.at)}</time>
      </p>
      {items.map((item) => (
        <div key={item.key} class="chat-item" data-alone={item.to === null ? undefined : ''}>
          <item.Body />
          {item.status && shownStatus.has(item.key) && <p class="chat-status small quiet">{item.status.words}</p>}
        </div>
      ))}
    </li>
  );
}

function aloneWords({ own, to }: ChatItem, chat: CallChat): string {
  return own ? CHAT_WORDS.alone.to(chat.nameOf(to ?? '')) : CHAT_WORDS.alone.toYou;
}
