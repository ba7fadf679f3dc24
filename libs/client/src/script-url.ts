// Where the script that this is in came from, such as parley.js: known only while a classic script runs for the first
// time, empty for a module. What it loads later is named from there in full: an `import()` in a script of another origin
// has no address to start from.
export const SCRIPT_URL = scriptUrl();

/** The address of something beside that script. */
export const besideScript = (path: string): string => new URL(path, SCRIPT_URL || location.href).href;

function scriptUrl(): string {
  // A server that renders pages imports this too.
  if (typeof document === 'undefined') {
    return '';
  }
  const script = document.currentScript;
  return script instanceof HTMLScriptElement ? script.src : '';
}
