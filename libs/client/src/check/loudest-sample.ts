// Whether a microphone gives anything at all: a switch in the cable or in the system leaves it open, and perfectly silent.
import { within } from './within.ts';

const LOOK_EVERY_MS = 50;

/** The port's promise is in check-browser.ts. */
export async function loudestSample(
  track: MediaStreamTrack,
  milliseconds: number,
  signal: AbortSignal,
): Promise<number | null> {
  const context = new AudioContext();
  try {
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    // Never awaited: without a tap on the page it may stay pending for ever.
    void context.resume().catch(() => {});
    const samples = new Float32Array(analyser.fftSize);
    const heard = await within<number>(milliseconds, signal, (settle) => {
      const timer = setInterval(() => {
        analyser.getFloatTimeDomainData(samples);
        const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
        if (loudest > 0) {
          settle(loudest);
        }
      }, LOOK_EVERY_MS);
      return () => clearInterval(timer);
    });
    return heard ?? (context.state === 'running' ? 0 : null);
  } finally {
    void context.close();
  }
}
