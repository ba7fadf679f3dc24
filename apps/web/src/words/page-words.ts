// The page's own words; those of a call are libs/call-view's.

export const PAGE_WORDS = {
  product: 'Parley',
  nameless: 'Call without a name',

  start: {
    closedIntro: 'You need a link of your own: open it, or paste it here.',
    nameThisCall: 'Name this call',
    howMany: 'For how many',
    people: (count: number): string => (count === 2 ? 'Two people' : `Up to ${count}`),
    or: 'or join one',
    paste: 'Paste a link',
    notALink: 'This is not the link of a call. Copy the whole link and paste it again.',
    openCalls: 'Open calls',
    noOpenCalls: 'Nobody is in a call right now. Create one, and it appears here.',
    listAway: 'The server is not answering. The list comes back by itself.',
    full: 'Full',
  },

  check: {
    title: 'Check your connection',
    intro: 'Whether calls will work from this browser and this network, and if not, why.',
    loading: 'The check is being fetched. If this stays, the server cannot be reached.',
    link: 'Check',
  },

  waiting: {
    certificate: 'Does the phone warn of the certificate?',
    certificateTodo:
      'This server made its certificate itself, so the phone does not know it yet. Choose “Advanced” or “Show details”, then go on to the page. Once is enough.',
  },

  theme: { toDark: 'Switch to dark colours', toLight: 'Switch to light colours' },
  timeline: 'Timeline',
} as const;

/** `1 here`, `3 here`; a call may stand open with nobody in it. */
export const hereWords = (count: number): string => (count === 0 ? 'Nobody here yet' : `${count} here`);
