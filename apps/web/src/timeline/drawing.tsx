// The drawing: a lane for each side on one time axis, which scrolls sideways. What it shows is read in the list below it.
import type { Timeline } from '@parley/client/flight-recorder';
import { useSignal } from '@preact/signals';
import { ZoomIn, ZoomOut } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { RoundButton } from '@parley/call-view/parts/button.tsx';
import { durationWords } from '@parley/call-view/words/duration.ts';
import { TIMELINE_WORDS } from '../words/timeline-words.ts';
import { type Band, lanesOf, type Row, type Tick } from './lanes.ts';
import { offsetWords } from './lines.ts';
import { closer, fittingPixels, FOLD_WIDTH, type Scale, scaleOf } from './scale.ts';

/** @param children what else can be done with it */
export function Drawing({ timeline, children }: { timeline: Timeline; children: ComponentChildren }) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  const zoom = useSignal(0);
  const times = useMemo(() => timeline.entries.map(({ at }) => Date.parse(at)), [timeline]);
  const lanes = useMemo(() => lanesOf(timeline), [timeline]);
  useLayoutEffect(() => {
    width.value = frame.current?.clientWidth ?? 0;
  }, []);
  const fitting = fittingPixels(times, width.value);
  const pixels = closer(fitting, zoom.value);
  const scale = scaleOf(times, pixels);
  const look = (step: number): void => {
    // Past the closest look a step would change nothing, and take another one to undo.
    if (step < 0 || closer(fitting, zoom.value + step) > pixels) zoom.value = Math.max(0, zoom.value + step);
  };
  return (
    <div class="timeline-drawing">
      <div class="timeline-actions">
        {children}
        <div class="timeline-zoom">
          <RoundButton name={TIMELINE_WORDS.zoomOut} icon={ZoomOut} tone="bare" onPress={() => look(-1)} />
          <RoundButton name={TIMELINE_WORDS.zoomIn} icon={ZoomIn} tone="bare" onPress={() => look(1)} />
        </div>
      </div>
      <div ref={frame} class="timeline-frame" tabIndex={0} role="img" aria-label={TIMELINE_WORDS.drawing}>
        <div class="timeline-lanes" style={{ width: `${scale.width}px` }}>
          <Axis scale={scale} />
          {lanes.map(({ id, name, rows }) => (
            <section key={id} class="timeline-lane">
              <h3>{name}</h3>
              {rows.map((row) => (
                <LaneRow key={row.id} row={row} scale={scale} />
              ))}
            </section>
          ))}
        </div>
      </div>
      <p class="quiet small">{TIMELINE_WORDS.legend}</p>
    </div>
  );
}

function Axis({ scale: { marks, folds } }: { scale: Scale }) {
  return (
    <div class="timeline-axis">
      {marks.map(({ x, at }) => (
        <i key={at} class="timeline-mark" style={{ left: `${x}px` }}>
          {offsetWords(at).replace(/\.?0+$/, '')}
        </i>
      ))}
      {folds.map(({ x, hides }) => (
        <i
          key={x}
          class="timeline-fold"
          title={TIMELINE_WORDS.folded(durationWords(hides))}
          style={{ left: `${x}px`, width: `${FOLD_WIDTH}px` }}
        >
          <span>{TIMELINE_WORDS.hidden(hides)}</span>
        </i>
      ))}
    </div>
  );
}

function LaneRow({ row: { label, bands, ticks }, scale }: { row: Row; scale: Scale }) {
  return (
    <div class="timeline-row">
      <span class="timeline-label">{label}</span>
      <div class="timeline-track">
        {bands.map((band) => (
          <BandMark key={`${band.from} ${band.label}`} band={band} scale={scale} />
        ))}
        {ticks.map((tick, index) => (
          <TickMark key={index} tick={tick} scale={scale} />
        ))}
      </div>
    </div>
  );
}

function BandMark({ band: { from, to, label, tone }, scale }: { band: Band; scale: Scale }) {
  const left = scale.x(from);
  return (
    <span
      class="timeline-band"
      data-tone={tone}
      title={label}
      style={{ left: `${left}px`, width: `${Math.max(2, scale.x(to) - left)}px` }}
    >
      <span>{label}</span>
    </span>
  );
}

function TickMark({ tick: { at, label, letter, tone }, scale }: { tick: Tick; scale: Scale }) {
  return (
    <span
      class={letter ? 'timeline-tick' : 'timeline-tick thin'}
      data-tone={tone}
      title={label}
      style={{ left: `${scale.x(at)}px` }}
    >
      {letter}
    </span>
  );
}
