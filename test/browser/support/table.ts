// What a test measured, as a table in Markdown that can be put into the documents as it is.

export function printTable(headings: readonly string[], rows: readonly (readonly string[])[]): void {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  console.log([line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n'));
}
