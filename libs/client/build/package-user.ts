// What somebody's program first does with each entry. Never run: it has to compile against the package as it is published.
import { LocalMedia, Parley, type Call, type CallError, type RemoteParticipant } from '@parley/client';
import { adaptBrowser } from '@parley/client/adapter';
import { AudioLevels } from '@parley/client/audio-level';
import { CallData } from '@parley/client/data';
import { DeviceWatch } from '@parley/client/device-watch';
import { Dtmf } from '@parley/client/dtmf';
import { Files, type FileTransfer } from '@parley/client/files';
import { UNPROCESSED_SOUND, VIDEO_PRESETS } from '@parley/client/media-presets';
import { Playback } from '@parley/client/playback';
import {
  useCall,
  useLocalMedia,
  useParticipant,
  useReading,
  useStreamRef,
  type UseCallState,
} from '@parley/client/react';
import { ScreenShare } from '@parley/client/screen-share';
import { QUALITY_THRESHOLDS, Statistics, type QualityWord } from '@parley/client/statistics';
import { keepAwake } from '@parley/client/wake-lock';

export async function meet(link: string | null, video: HTMLVideoElement, complaints: string[]): Promise<Call> {
  await adaptBrowser();
  const parley = new Parley({ url: 'https://calls.example.org' });
  const media = new LocalMedia();
  await media.start({ camera: VIDEO_PRESETS.high, microphone: { ...UNPROCESSED_SOUND } });
  const codecs = { video: ['AV1'] };
  const call = await (link
    ? parley.joinCall(link, { media, codecs })
    : parley.createCall({ media, maxParticipants: 4 }));
  const playback = new Playback();
  call.addEventListener('participantjoined', ({ participant }: { participant: RemoteParticipant }) =>
    playback.play(video, participant.stream),
  );
  call.addEventListener('error', ({ error }: { error: CallError }) => complaints.push(error.code, String(error.cause)));
  return call;
}

export function follow(call: Call, meter: HTMLMeterElement): () => void {
  const words = new Set<QualityWord | null>();
  const statistics = new Statistics(call, { interval: 2000 });
  statistics.addEventListener('snapshot', ({ snapshot }) => {
    for (const { quality, inbound } of snapshot.participants.values()) {
      if ((inbound.packetLoss ?? 0) < QUALITY_THRESHOLDS.packetLoss.poor) {
        words.add(quality);
      }
    }
  });
  const levels = new AudioLevels(call, { interval: 200 });
  levels.addEventListener('levels', () => (meter.value = levels.of(levels.speaking[0] ?? call.self.id)));
  const watch = new DeviceWatch(call.media);
  watch.addEventListener('plugged', ({ device, wasInUse }) => {
    if (wasInUse) void call.media.useMicrophone(device.deviceId);
  });
  const sleep = keepAwake(call);
  return () => {
    statistics.close();
    levels.close();
    watch.close();
    sleep();
  };
}

export async function present(call: Call): Promise<void> {
  const screen = new ScreenShare(call);
  screen.addEventListener('ended', () => new Dtmf(call).insert('1#', { duration: 100 }));
  await screen.start({ contentHint: 'text' });
}

export function useRoom(parley: Parley, link: string): { state: UseCallState; enter: () => Promise<boolean> } {
  const { call, state, participants, join } = useCall(parley);
  const { media, start } = useLocalMedia();
  const name: string | null | undefined = useReading(call, ['infochange'], (from) => from?.info.name);
  const enter = async (): Promise<boolean> => (await start()) && (await join(link, { media })) !== null;
  return { state: participants.length > 3 && name ? 'waiting' : state, enter };
}

export function useTile(participant: RemoteParticipant): (video: HTMLVideoElement | null) => void {
  const { hasVideo } = useParticipant(participant);
  return useStreamRef(hasVideo ? participant.stream : null);
}

export function share(call: Call, input: HTMLInputElement, show: (transfer: FileTransfer) => void): Files {
  const files = new Files(new CallData(call));
  files.addEventListener('transfer', ({ transfer }) => {
    show(transfer);
    if (transfer.direction === 'incoming') {
      transfer.addEventListener('statechange', () => transfer.state === 'complete' && transfer.save());
      void files.limit().then(({ bytes }) => (transfer.size > bytes ? transfer.refuse() : transfer.accept()));
    }
  });
  input.addEventListener('change', () => input.files?.[0] && files.offer(input.files[0]));
  return files;
}
