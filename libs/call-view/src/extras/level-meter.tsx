// The live level of the own microphone: five bars that move with the voice.
import { Mic } from 'lucide';
import { useEffect, useRef } from 'preact/hooks';
import { WORDS } from '../words/words.ts';
import { Icon } from '../parts/icon.tsx';
import { levelOf } from './level.ts';

/** The middle bar moves most. */
const WEIGHTS = [0.55, 0.8, 1, 0.75, 0.5];
const AT_REST = 0.2;

export interface LevelMeterProps {
  track: MediaStreamTrack;
}

export function LevelMeter({ track }: LevelMeterProps) {
  const meter = useRef<HTMLDivElement>(null);
  const bars = useRef<HTMLSpanElement>(null);

  useEffect(() => {
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 1024 });
    const source = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) });
    source.connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let frame = requestAnimationFrame(function draw() {
      analyser.getFloatTimeDomainData(samples);
      const level = levelOf(samples);
      meter.current?.setAttribute('aria-valuenow', String(Math.round(level * 20) * 5));
      bars.current?.querySelectorAll('i').forEach((bar, index) => {
        bar.style.scale = `1 ${Math.max(AT_REST, level * (WEIGHTS[index] ?? 1))}`;
      });
      frame = requestAnimationFrame(draw);
    });
    return () => {
      cancelAnimationFrame(frame);
      source.disconnect();
      void context.close();
    };
  }, [track]);

  return (
    <div
      ref={meter}
      class="level"
      role="meter"
      aria-label={WORDS.preview.level}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
    >
      <Icon of={Mic} />
      <span class="level-bars" ref={bars} aria-hidden="true">
        {WEIGHTS.map((weight) => (
          <i key={weight} />
        ))}
      </span>
    </div>
  );
}
