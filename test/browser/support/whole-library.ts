// The client library with every entry, as a page of somebody else's may bundle it.
export * from '../../../libs/client/src/index.ts';
export * from '../../../libs/client/src/audio-level.ts';
export * from '../../../libs/client/src/chat.ts';
export * from '../../../libs/client/src/check.ts';
export * from '../../../libs/client/src/data.ts';
export * from '../../../libs/client/src/device-watch.ts';
export * from '../../../libs/client/src/diagnosis.ts';
export * from '../../../libs/client/src/dtmf.ts';
export * from '../../../libs/client/src/files.ts';
export * from '../../../libs/client/src/lobby.ts';
export * from '../../../libs/client/src/media-presets.ts';
export * from '../../../libs/client/src/moderation.ts';
export * from '../../../libs/client/src/playback.ts';
export * from '../../../libs/client/src/screen-share.ts';
export * from '../../../libs/client/src/verification.ts';
export * from '../../../libs/client/src/wake-lock.ts';
