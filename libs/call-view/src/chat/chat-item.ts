// What stands in the chat's list: messages, and whatever else a feature puts there, such as an offered file. Pure.
import type { ComponentType } from 'preact';

export interface ChatItem {
  /** Unique in the list. */
  readonly key: string;
  /** When it came or was sent here: milliseconds since the Unix epoch. */
  readonly at: number;
  /** The participant whose it is. */
  readonly from: string;
  readonly name: string | null;
  readonly own: boolean;
  /** The participant for whom alone it is; null for everyone. */
  readonly to: string | null;
  /** For who cannot see it: what it says, in one line. */
  readonly words: string;
  /** How it stands with its receivers, if it is an own one: shown while it is not settled, and at the latest. */
  readonly status: ChatStatus | null;
  /** What it shows, below its sender's name. */
  readonly Body: ComponentType;
}

export interface ChatStatus {
  readonly words: string;
  readonly settled: boolean;
}

/** Something more beside the messages. */
export interface ChatSource {
  /** Its items, the oldest first. Read in a signal's context: what it reads is followed. */
  items(): readonly ChatItem[];
  /** A button beside the field; `to` as the person chose it, null for everyone. */
  Tool?: ComponentType<{ to: string | null }>;
}

/** Items of one sender to one receiver, one soon after the other, under one name. */
export interface ChatGroup {
  readonly key: string;
  readonly items: readonly [ChatItem, ...ChatItem[]];
}

/** Milliseconds after which who goes on is named again. */
const SOON = 3 * 60_000;

export function grouped(items: readonly ChatItem[]): ChatGroup[] {
  const groups: { key: string; items: [ChatItem, ...ChatItem[]] }[] = [];
  for (const item of items) {
    const group = groups.at(-1);
    const last = group?.items.at(-1);
    if (group && last && last.from === item.from && last.to === item.to && item.at - last.at < SOON) {
      group.items.push(item);
    } else {
      groups.push({ key: item.key, items: [item] });
    }
  }
  return groups;
}

/** The keys of those whose status is shown. */
export function withStatus(items: readonly ChatItem[]): ReadonlySet<string> {
  const own = items.filter(({ status }) => status !== null);
  const latest = own.at(-1);
  return new Set(own.filter((item) => item === latest || item.status?.settled === false).map(({ key }) => key));
}

/** All in the order of their coming; items of one moment stay in the order of their sources. */
export function merged(sources: readonly (readonly ChatItem[])[]): ChatItem[] {
  return sources.flat().toSorted((a, b) => a.at - b.at);
}
