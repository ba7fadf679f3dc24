// Reads /metrics: each series by its name and labels.

export class Figures {
  private readonly series: ReadonlyMap<string, number>;
  /** Names of metrics with their types, as declared. */
  readonly types: ReadonlyMap<string, string>;

  constructor(text: string) {
    const lines = text.split('\n');
    this.types = new Map(lines.flatMap((line) => declared(line)));
    this.series = new Map(
      lines
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line): [string, number] => {
          const end = line.lastIndexOf(' ');
          return [normal(line.slice(0, end)), Number(line.slice(end + 1))];
        }),
    );
  }

  static async of(url: string): Promise<Figures> {
    return new Figures(await (await fetch(`${url}/metrics`)).text());
  }

  /** Its value; 0 for a series that has not begun. */
  of(name: string, labels: Record<string, string> = {}): number {
    return this.series.get(key(name, Object.entries(labels))) ?? 0;
  }

  /** How much each of these rose since; what did not is left out. */
  risenSince(before: Figures): Record<string, number> {
    const risen = [...this.series].map(([name, value]) => [name, value - (before.series.get(name) ?? 0)] as const);
    return Object.fromEntries(risen.filter(([, by]) => by !== 0));
  }
}

function declared(line: string): [string, string][] {
  const [, name, type] = /^# TYPE (\w+) (\w+)$/.exec(line) ?? [];
  return name && type ? [[name, type]] : [];
}

/** Labels in the order of their names. */
function normal(series: string): string {
  const [, name = series, labels = ''] = /^(\w+)\{(.*)\}$/.exec(series) ?? [];
  return key(
    name,
    [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', value = '']) => [label, value]),
  );
}

function key(name: string, labels: [string, string][]): string {
  if (labels.length === 0) return name;
  const sorted = labels.toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `${name}{${sorted.map(([label, value]) => `${label}="${value}"`).join(',')}}`;
}
