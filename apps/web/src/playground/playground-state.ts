// What is being tried.
import { computed, signal } from '@preact/signals';
import { snippetOf } from './snippet.ts';

/** What can be had beside picture and sound: docs/embedding.md. */
export const FEATURES = ['share', 'chat', 'files', 'moderation', 'verification', 'invite'] as const;

/** How wide the page is in which the element stands. */
export const WIDTHS = { full: '100%', half: '36rem', phone: '360px' } as const;
export type Width = keyof typeof WIDTHS;

export class PlaygroundState {
  readonly call = signal('');
  readonly name = signal('');
  readonly link = signal('');
  readonly theme = signal('');
  readonly features = signal<ReadonlySet<string>>(new Set(FEATURES));
  readonly accent = signal('');
  readonly background = signal('');
  readonly font = signal('');
  readonly radius = signal('');
  readonly height = signal('');
  readonly width = signal<Width>('full');

  readonly attributes = computed(() => ({
    call: this.call.value.trim() || null,
    name: this.name.value.trim() || null,
    link: this.link.value.trim() || null,
    theme: this.theme.value || null,
    features: this.features.value.size === FEATURES.length ? null : [...this.features.value].join(' '),
  }));

  readonly styles = computed(() => ({
    height: this.height.value,
    '--parley-accent': this.accent.value,
    '--parley-background': this.background.value,
    '--parley-font': this.font.value,
    '--parley-radius': this.radius.value,
  }));

  readonly snippet = computed(() =>
    snippetOf({ server: location.origin, attributes: this.attributes.value, styles: this.styles.value }),
  );

  switchFeature(name: string, on: boolean): void {
    const { value: before } = this.features;
    this.features.value = new Set(FEATURES.filter((each) => (each === name ? on : before.has(each))));
  }
}
