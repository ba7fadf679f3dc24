// The timeline on top of a call that goes on below it, heard as before.
import type { Call } from '@parley/client';
import type { FlightRecorder } from '@parley/client/flight-recorder';
import { X } from 'lucide';
import { useEffect, useRef } from 'preact/hooks';
import { RoundButton } from '@parley/call-view/parts/button.tsx';
import { TIMELINE_WORDS } from '../words/timeline-words.ts';
import { WORDS } from '@parley/call-view/words/words.ts';
import { TimelineView } from './timeline-view.tsx';

export interface TimelineDialogProps {
  call: Call;
  recorder: FlightRecorder;
  onClose: () => void;
}

export function TimelineDialog({ call, recorder, onClose }: TimelineDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="timeline-dialog"
      aria-label={TIMELINE_WORDS.title}
      onClose={onClose}
      // Keys are the dialog's while it is open, not those of the sheet below.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header class="timeline-head">
        <h2>{TIMELINE_WORDS.title}</h2>
        <RoundButton name={WORDS.close} icon={X} tone="bare" onPress={() => dialog.current?.close()} />
      </header>
      <TimelineView source={call} prepare={() => recorder.flush()} />
    </dialog>
  );
}
