// A file in the chat's list: what it is, how it stands with each who sends or receives it, and what can be done.
import type { FileLimit } from '@parley/client/files';
import type { ReadonlySignal } from '@preact/signals';
import { File as FileIcon, Image as ImageIcon } from 'lucide';
import type { FunctionComponent } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from '../parts/icon.tsx';
import { FileActions } from './file-actions.tsx';
import { FILE_WORDS, limitWords } from './file-words.ts';
import type { ShownTransfer } from './shown-transfer.ts';

interface Offer {
  readonly name: string;
  readonly transfers: readonly ShownTransfer[];
  readonly preview: string | null;
}

export function fileItem(
  { name, transfers, preview }: Offer,
  limit: ReadonlySignal<FileLimit | null>,
): FunctionComponent {
  return function FileItem() {
    const id = useId();
    const [first] = transfers;
    const received = first?.transfer.direction === 'incoming' ? picture(first) : null;
    const shown = preview ?? received;
    return (
      <div class="file">
        {shown && <img class="file-picture" src={shown} alt={FILE_WORDS.preview(name)} />}
        <div class="file-head">
          {!shown && <Icon of={isPicture(first) ? ImageIcon : FileIcon} />}
          <bdi id={id} class="file-name">
            {name}
          </bdi>
        </div>
        {transfers.map((each) => (
          <TransferLine key={each.transfer.participantId} shown={each} nameId={id} limit={limit} />
        ))}
      </div>
    );
  };
}

interface LineProps {
  shown: ShownTransfer;
  nameId: string;
  limit: ReadonlySignal<FileLimit | null>;
}

function TransferLine({ shown, nameId, limit }: LineProps) {
  const { state, direction, size, transferred } = shown.facts.value;
  const asked = state === 'offered' && direction === 'incoming';
  const warning = asked ? limitWords(size, limit.value) : null;
  const moving = state === 'transferring' || state === 'interrupted' || state === 'checking';
  return (
    <div class="file-line" data-state={state}>
      {moving && (
        <progress
          class="file-progress"
          aria-label={FILE_WORDS.progress(shown.transfer.name)}
          max={Math.max(1, size)}
          value={transferred}
        />
      )}
      <p class="file-words">{shown.words.value}</p>
      {warning && <p class="file-words">{warning}</p>}
      <FileActions shown={shown} nameId={nameId} tooLarge={asked && size > (limit.value?.bytes ?? Infinity)} />
    </div>
  );
}

function isPicture(shown: ShownTransfer | undefined): boolean {
  return shown?.transfer.mediaType.startsWith('image/') ?? false;
}

/** What arrived, if a browser draws it. */
function picture(shown: ShownTransfer): string | null {
  const { transfer } = shown;
  const drawn = shown.facts.value.state === 'complete' && isPicture(shown);
  return drawn && transfer.direction === 'incoming' ? transfer.url : null;
}
