// What can be done with a transfer as it stands.
import { useState } from 'preact/hooks';
import { Button } from '../parts/button.tsx';
import { FILE_WORDS } from './file-words.ts';
import type { ShownTransfer } from './shown-transfer.ts';
import type { IncomingFile, OutgoingFile } from '@parley/client/files';

export interface FileActionsProps {
  shown: ShownTransfer;
  /** The element that says the file's name: "Accept" alone would not say what. */
  nameId: string;
  /** It cannot be accepted here. */
  tooLarge: boolean;
}

export function FileActions({ shown, nameId, tooLarge }: FileActionsProps) {
  const { transfer } = shown;
  const { state } = shown.facts.value;
  if (state === 'complete') {
    return transfer.direction === 'incoming' ? (
      <div class="file-actions">
        <Button slim voice="primary" describedBy={nameId} onPress={() => transfer.save()}>
          {FILE_WORDS.save}
        </Button>
      </div>
    ) : null;
  }
  if (transfer.over) return null;
  return (
    <div class="file-actions">
      {transfer.direction === 'incoming' && state === 'offered' ? (
        <Answer transfer={transfer} nameId={nameId} tooLarge={tooLarge} />
      ) : (
        <>
          {transfer.direction === 'outgoing' && state === 'needs-file' && (
            <PickAgain transfer={transfer} nameId={nameId} />
          )}
          <Button slim describedBy={nameId} onPress={() => transfer.cancel()}>
            {FILE_WORDS.cancel}
          </Button>
        </>
      )}
    </div>
  );
}

function Answer({ transfer, nameId, tooLarge }: { transfer: IncomingFile; nameId: string; tooLarge: boolean }) {
  const [full, setFull] = useState(false);
  return (
    <>
      {!tooLarge && !full && (
        <Button
          slim
          voice="primary"
          describedBy={nameId}
          // Room may have become scarce since it was offered.
          onPress={() => transfer.accept().catch(() => setFull(true))}
        >
          {FILE_WORDS.accept}
        </Button>
      )}
      <Button slim describedBy={nameId} onPress={() => transfer.refuse()}>
        {FILE_WORDS.refuse}
      </Button>
    </>
  );
}

function PickAgain({ transfer, nameId }: { transfer: OutgoingFile; nameId: string }) {
  const [another, setAnother] = useState(false);
  return (
    <>
      {(another || transfer.error) && (
        <p class="file-words" role="alert">
          {FILE_WORDS.another(transfer.name)}
        </p>
      )}
      <label class="button primary slim file-pick">
        <input
          class="unseen"
          type="file"
          aria-describedby={nameId}
          onChange={({ currentTarget }) => {
            const [file] = Array.from(currentTarget.files ?? []);
            currentTarget.value = '';
            if (file) setAnother(!takes(transfer, file));
          }}
        />
        {FILE_WORDS.pickAgain}
      </label>
    </>
  );
}

function takes(transfer: OutgoingFile, file: File): boolean {
  try {
    transfer.provide(file);
    return true;
  } catch {
    return false;
  }
}
