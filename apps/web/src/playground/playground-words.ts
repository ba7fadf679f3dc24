// The playground's words.

export const PLAYGROUND_WORDS = {
  title: 'A call in your page',
  intro: 'Try it here, then copy the lines. What you set shows at once, and the call below is a real one.',
  snippet: 'The lines to copy',
  copy: 'Copy the lines',
  copied: 'Copied',
  attributes: {
    title: 'What it knows',
    name: 'name: who the person is',
    call: 'call: the call to join, by id or link',
    link: 'link: where the invitation leads',
    linkExample: 'https://shop.example/talk?c={id}',
    theme: 'theme',
  },
  themes: { '': 'As the page around it', light: 'light', dark: 'dark', auto: 'auto, as the system' },
  features: {
    title: 'What it has',
    share: 'share: the own screen',
    chat: 'chat: words beside the pictures',
    files: 'files: to one or to all',
    moderation: 'moderation: who comes in, and who may do what',
    verification: 'verification: words to compare',
    invite: 'invite: the call’s link',
  },
  look: {
    title: 'What it looks like',
    height: 'height',
    radius: '--parley-radius',
    accent: '--parley-accent',
    background: '--parley-background',
    font: '--parley-font',
  },
  width: 'Width of the place it stands in',
  widths: { full: 'All there is', half: 'Half a window', phone: 'A phone’s' },
} as const;
