// The words around the checks. What each check found the library says itself.
import type { CheckGroup, CheckLine, CheckReport } from '@parley/client/check';

export const CHECK_WORDS = {
  running: 'Checking',
  unfinished: 'The check did not end. Run it again.',
  verdict: {
    passed: 'Everything is ready for calls.',
    warning: 'Calls work, but not as well as they could, or not with everyone.',
    failed: 'Calls will not work as they should. The lines below say why.',
  } satisfies Record<CheckReport['status'], string>,
  again: 'Run again',
  copy: 'Copy report',
  copied: 'Copied',
  report: 'What the report says',
  groups: {
    browser: 'This browser',
    devices: 'Camera and microphone',
    server: 'The way to the server',
    network: 'The way to other people',
  } satisfies Record<CheckGroup, string>,
  devices: {
    unasked: 'They are opened for a moment, and nothing is recorded or sent. The browser may ask you first.',
    start: 'Check camera and microphone',
  },
  status: {
    running: 'Running',
    passed: 'Passed',
    warning: 'Warning',
    failed: 'Failed',
    skipped: 'Not checked',
  } satisfies Record<CheckLine['status'], string>,
  secureAddress: 'Open the https address',
} as const;
