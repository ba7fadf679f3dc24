// The entry `react`: a call, its participants and this side's media as hooks. All that they know they are told by the
// library's own objects; nothing of it is done here again.
export { useCall, type UseCall, type UseCallState } from './react/use-call.ts';
export { useDevices } from './react/use-devices.ts';
export { useLocalMedia, type UseLocalMedia } from './react/use-local-media.ts';
export { useParticipant, type UseParticipant } from './react/use-participant.ts';
export { useReading } from './react/use-reading.ts';
export { useStreamRef } from './react/use-stream-ref.ts';
