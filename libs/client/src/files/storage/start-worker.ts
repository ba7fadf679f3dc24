// Starts the worker from a file beside this one, as bundlers understand it. Where a script has no file beside it that a
// page of another origin may run, as in /parley/files.js, the build puts the worker's source in the place of this module.
export const startWorker = (): Worker =>
  new Worker(new URL('./file-work.worker.ts', import.meta.url), { type: 'module' });
