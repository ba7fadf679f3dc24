// The entry `@parley/client/data`: named data channels to everyone in a call.
export { CallChannel, type SendOptions } from './data/call-channel.ts';
export { CallData } from './data/call-data.ts';
export type { ChannelData, ReceivedData } from './data/channel-message.ts';
export type { ChannelOptions, ChannelSettings } from './data/channel-options.ts';
export {
  ChannelAnnouncedEvent,
  ChannelEvent,
  ChannelMessageEvent,
  type CallChannelEventMap,
  type CallDataEventMap,
} from './data/data-events.ts';
