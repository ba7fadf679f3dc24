// The start: see yourself, create a call, or join one by its link or from the list.
import { useSignal } from '@preact/signals';
import { Button } from '@parley/call-view/parts/button.tsx';
import { SelectField } from '@parley/call-view/parts/field.tsx';
import { TextField } from '@parley/call-view/parts/text-field.tsx';
import { Head } from '../parts/head.tsx';
import { OpenCallsList } from '../parts/open-calls-list.tsx';
import { usePage } from '../parts/page-context.ts';
import { Preview } from '@parley/call-view/parts/preview.tsx';
import { CALL_SIZES } from '../state/call-size.ts';
import { YourName } from '@parley/call-view/parts/your-name.tsx';
import { pastedLink } from '../state/call-link.ts';
import { keepToken } from '../state/join-token.ts';
import { pageSettings } from '../state/page-settings.ts';
import { WORDS } from '@parley/call-view/words/words.ts';
import { PAGE_WORDS } from '../words/page-words.ts';

const submitting = (act: () => unknown) => (event: SubmitEvent) => {
  event.preventDefault();
  act();
};

export function Start() {
  const { closed } = pageSettings.value;
  return (
    <div class="page">
      <Head />
      <main class="two-columns start">
        <Preview />
        <div class="start-side">
          <div class="intro">
            <h1 tabIndex={-1}>{WORDS.start.title}</h1>
            <p class="quiet">{closed ? PAGE_WORDS.start.closedIntro : WORDS.start.intro}</p>
          </div>
          {!closed && <CreateForm />}
          {!closed && <p class="or">{PAGE_WORDS.start.or}</p>}
          <PasteForm />
          {!closed && <OpenCallsList />}
        </div>
      </main>
    </div>
  );
}

function CreateForm() {
  const page = usePage();
  const { optional, create } = WORDS.wayIn;
  const { nameThisCall, howMany, people } = PAGE_WORDS.start;
  const started = page.view.own.cameraOn.value || page.view.own.microphoneOn.value;
  return (
    <form class="stack" onSubmit={submitting(() => page.create())}>
      <div class="fields create-fields">
        <YourName />
        <TextField
          name={nameThisCall}
          value={page.callName}
          placeholder={optional}
          maxLength={200}
          autocomplete="off"
        />
        <SelectField
          name={howMany}
          value={String(page.callSize.value)}
          choices={CALL_SIZES.map((size) => ({ value: String(size), label: people(size) }))}
          onChoose={(size) => page.useCallSize(size)}
        />
      </div>
      <Button voice={started ? 'primary' : 'plain'} wide busy={page.view.busy.value}>
        {create}
      </Button>
    </form>
  );
}

function PasteForm() {
  const page = usePage();
  const text = useSignal('');
  const refused = useSignal<string | null>(null);
  const join = (): void => {
    const link = pastedLink(text.value, location.origin);
    refused.value = link ? null : PAGE_WORDS.start.notALink;
    if (!link) return;
    if ('elsewhere' in link) return location.assign(link.elsewhere);
    if (link.token !== null) keepToken(link.callId, link.token);
    void page.choose(link.callId);
  };
  return (
    <form onSubmit={submitting(join)}>
      <TextField
        name={PAGE_WORDS.start.paste}
        value={text}
        placeholder={`${location.host}/c/…`}
        autocomplete="off"
        inputMode="url"
        error={refused.value}
      >
        <Button voice={text.value === '' ? 'plain' : 'join'} busy={page.view.busy.value}>
          {WORDS.wayIn.join}
        </Button>
      </TextField>
    </form>
  );
}
