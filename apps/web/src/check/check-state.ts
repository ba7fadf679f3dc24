// What the check has found so far, as signals: one run after another, the devices only once someone wants them looked at.
import { check, checkReport, type CheckGroup, type CheckLine, type CheckReport } from '@parley/client/check';
import { computed, signal } from '@preact/signals';

export const CHECK_GROUPS: readonly CheckGroup[] = ['browser', 'devices', 'server', 'network'];
/** What may be looked at unasked: no camera's light goes on. */
const UNASKED = CHECK_GROUPS.filter((group) => group !== 'devices');

export class CheckState {
  /** By id; a line keeps its place from one run to the next. */
  readonly #lines = signal<ReadonlyMap<string, CheckLine>>(new Map());
  /** What is being looked at; empty when nothing is. */
  readonly running = signal<readonly CheckGroup[]>([]);
  /** Whether a run ended before its end. */
  readonly broken = signal(false);
  readonly report = computed<CheckReport | null>(() => (this.running.value.length > 0 ? null : this.#report()));
  readonly #server: { readonly url: string };
  readonly #left = new AbortController();

  /** @param server the server that is looked at */
  constructor(server: { readonly url: string }) {
    this.#server = server;
  }

  linesOf(group: CheckGroup): CheckLine[] {
    return [...this.#lines.value.values()].filter((line) => line.group === group);
  }

  /** Everything that may be looked at unasked, and the devices if they were looked at before. */
  start(): Promise<void> {
    return this.#run(this.linesOf('devices').length > 0 ? CHECK_GROUPS : UNASKED);
  }

  /** The devices alone; the browser may ask. */
  startDevices(): Promise<void> {
    return this.#run(['devices']);
  }

  /** The page shows something else: what is under way ends. */
  close(): void {
    this.#left.abort();
  }

  async #run(groups: readonly CheckGroup[]): Promise<void> {
    if (this.running.value.length > 0) return;
    this.broken.value = false;
    this.running.value = groups;
    this.#forget(groups);
    try {
      for await (const line of check(this.#server, { groups, askForDevices: true, signal: this.#left.signal })) {
        this.#lines.value = new Map(this.#lines.value).set(line.id, line);
      }
    } catch {
      this.broken.value = true;
    } finally {
      this.running.value = [];
    }
  }

  #forget(groups: readonly CheckGroup[]): void {
    this.#lines.value = new Map([...this.#lines.value].filter(([, { group }]) => !groups.includes(group)));
  }

  #report(): CheckReport | null {
    const lines = CHECK_GROUPS.flatMap((group) => this.linesOf(group));
    return lines.length > 0 ? checkReport(lines) : null;
  }
}
