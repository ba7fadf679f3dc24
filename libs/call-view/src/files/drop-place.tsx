// The whole room takes what is dropped on it, and the pictures that are pasted.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { FeatureProps } from '../room/room-feature.ts';
import { filesOf } from './call-files.ts';
import { FILE_WORDS } from './file-words.ts';

export function DropPlace({ call, desk }: FeatureProps) {
  const place = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);
  const files = filesOf(call);

  useEffect(() => {
    const room = place.current?.parentElement;
    const listening = new AbortController();
    const { signal } = listening;
    const offer = (dropped: readonly File[]): void => {
      if (dropped.length === 0) return;
      files.offer(dropped);
      desk.shown.value = 'chat';
    };
    const carriesFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;
    const take = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      // Otherwise the browser leaves the call, and shows the file in its place.
      event.preventDefault();
      setOver(true);
    };
    room?.addEventListener('dragenter', take, { signal });
    room?.addEventListener('dragover', take, { signal });
    room?.addEventListener(
      'dragleave',
      // Not when it only goes on to something within.
      ({ relatedTarget }) => setOver(relatedTarget instanceof Node && room.contains(relatedTarget)),
      { signal },
    );
    room?.addEventListener(
      'drop',
      (event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(false);
        offer(Array.from(event.dataTransfer?.files ?? []));
      },
      { signal },
    );
    const tree = place.current?.getRootNode();
    const paste = (event: ClipboardEvent): void => {
      // In somebody's page what is pasted elsewhere is not for the call.
      if (tree instanceof ShadowRoot && !event.composedPath().includes(tree)) return;
      const { clipboardData } = event;
      // Office programs add a picture of the text that one copies: then it is the text that is meant.
      if (!clipboardData?.types.includes('text/plain')) offer(Array.from(clipboardData?.files ?? []));
    };
    document.addEventListener('paste', paste, { signal });
    return () => listening.abort();
  }, [files, desk]);

  const words = call.others.value.length > 0 ? FILE_WORDS.drop : FILE_WORDS.dropNobody;
  return (
    <div ref={place} class="drop-place" hidden={!over}>
      <p>{words}</p>
    </div>
  );
}
