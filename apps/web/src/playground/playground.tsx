// The playground: what can be set at one side, the element and the lines to copy at the other.
import { Button } from '@parley/call-view/parts/button.tsx';
import { SelectField, SwitchField } from '@parley/call-view/parts/field.tsx';
import { TextField } from '@parley/call-view/parts/text-field.tsx';
import { useSignal } from '@preact/signals';
import { Check, Copy } from 'lucide';
import { useMemo } from 'preact/hooks';
import { Brand } from '../parts/brand.tsx';
import { ThemeToggle } from '../parts/theme-toggle.tsx';
import { LiveElement } from './live-element.tsx';
import { FEATURES, PlaygroundState, WIDTHS, type Width } from './playground-state.ts';
import { PLAYGROUND_WORDS as WORDS } from './playground-words.ts';

const isWidth = (value: string): value is Width => value in WIDTHS;

export function Playground() {
  const state = useMemo(() => new PlaygroundState(), []);
  return (
    <div class="page">
      <header class="head">
        <Brand />
        <ThemeToggle />
      </header>
      <main class="playground">
        <div class="intro">
          <h1>{WORDS.title}</h1>
          <p class="quiet">{WORDS.intro}</p>
        </div>
        <div class="playground-live">
          <LiveElement state={state} />
        </div>
        <div class="playground-side">
          <Snippet text={state.snippet.value} />
          <Settings state={state} />
        </div>
      </main>
    </div>
  );
}

function Settings({ state }: { state: PlaygroundState }) {
  const { attributes, features, look, width, widths, themes } = WORDS;
  return (
    <>
      <section class="stack">
        <h2>{WORDS.attributes.title}</h2>
        <TextField name={attributes.name} value={state.name} autocomplete="off" />
        <TextField name={attributes.call} value={state.call} autocomplete="off" inputMode="url" />
        <TextField name={attributes.link} value={state.link} placeholder={attributes.linkExample} autocomplete="off" />
        <SelectField
          name={attributes.theme}
          value={state.theme.value}
          choices={Object.entries(themes).map(([value, label]) => ({ value, label }))}
          onChoose={(value) => (state.theme.value = value)}
        />
      </section>
      <section>
        <h2>{features.title}</h2>
        {FEATURES.map((name) => (
          <SwitchField
            key={name}
            name={features[name]}
            on={state.features.value.has(name)}
            onSwitch={(on) => state.switchFeature(name, on)}
          />
        ))}
      </section>
      <section class="stack">
        <h2>{look.title}</h2>
        <SelectField
          name={width}
          value={state.width.value}
          choices={Object.entries(widths).map(([value, label]) => ({ value, label }))}
          onChoose={(value) => {
            if (isWidth(value)) state.width.value = value;
          }}
        />
        <div class="fields">
          <TextField name={look.height} value={state.height} placeholder="40rem" autocomplete="off" />
          <TextField name={look.radius} value={state.radius} placeholder="1rem" autocomplete="off" />
          <TextField name={look.accent} value={state.accent} placeholder="#0f6468" autocomplete="off" />
          <TextField name={look.background} value={state.background} placeholder="#faf7f1" autocomplete="off" />
        </div>
        <TextField name={look.font} value={state.font} placeholder="system-ui" autocomplete="off" />
      </section>
    </>
  );
}

function Snippet({ text }: { text: string }) {
  const copied = useSignal<string | null>(null);
  const done = copied.value === text;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    copied.value = text;
  };
  return (
    <section class="stack">
      <h2>{WORDS.snippet}</h2>
      <pre class="snippet" tabIndex={0}>
        {text}
      </pre>
      <div class="copy-line">
        <Button voice="primary" icon={done ? Check : Copy} onPress={copy}>
          {WORDS.copy}
        </Button>
        <span class="quiet" aria-live="polite">
          {done && WORDS.copied}
        </span>
      </div>
    </section>
  );
}
