// The words of a call, in one place. Names of buttons, fields and pictures are what a screen reader says and a test presses.

export const WORDS = {
  guest: 'Guest',
  you: 'You',

  start: {
    title: 'Talk to someone',
    intro: 'Make a call and send its link. No account, nothing to install.',
  },

  preview: {
    empty: 'Your camera is off until you start it.',
    soundOn: 'You can be heard. Your camera is off.',
    startCamera: 'Start camera',
    soundOnly: 'Sound only',
    level: 'Microphone level',
  },

  devices: {
    camera: 'Camera',
    microphone: 'Microphone',
    speaker: 'Speaker',
    /** A device whose name the browser keeps to itself. */
    unnamed: (kind: string, position: number): string => `${kind} ${position}`,
  },

  wayIn: {
    yourName: 'Your name',
    optional: 'Optional',
    create: 'Create a call',
    title: (name: string | null): string => name ?? 'You are invited to a call',
    nobodyHere: 'Nobody is here yet. You will be the first.',
    here: (count: number): string =>
      count === 1 ? 'One person is waiting for you.' : `${count} people are in the call.`,
    join: 'Join',
    lobby: 'Someone in the call lets you in.',
  },

  waiting: {
    title: 'Send them this link',
    intro: 'Whoever opens it is in the call with you. Keep this page open.',
    closedTitle: 'Nobody else is here yet',
    closedIntro: 'The others come with links of their own.',
    link: 'Link',
    copy: 'Copy link',
    copied: 'Copied',
    scan: 'Or scan it with a phone',
    qrCode: 'QR code of the link',
  },

  call: {
    untitled: 'Call',
    mute: 'Mute microphone',
    unmute: 'Unmute microphone',
    cameraOff: 'Turn camera off',
    cameraOn: 'Turn camera on',
    flip: 'Flip camera',
    more: 'More',
    hangUp: 'Hang up',
    controls: 'Call controls',
    movable: 'Your own picture. The arrow keys move it to another corner.',
    pictureOff: 'Camera is off',
    /** What stands at the name of someone who is not quite here. */
    standing: { joining: 'Joining', reconnecting: 'Reconnecting', failed: 'No connection' },
    screenOf: (name: string): string => `${name}’s screen`,
    dismiss: 'Dismiss',
    /** Of a control that this side may not use. */
    notAllowed: 'Not allowed in this call. Ask whoever moderates it.',
  },

  reason: {
    retry: 'Try again',
    check: 'Check this device',
    operator: 'For whoever runs this server',
    more: (cause: string): string => `More in docs/diagnosis.md, under “${cause}”.`,
  },

  sharing: {
    start: 'Share screen',
    stop: 'Stop sharing',
    under: 'You are sharing your screen',
  },

  sound: {
    blocked: 'The browser holds the sound back.',
    resume: 'Play sound',
  },

  more: {
    title: 'Settings of the call',
    picture: 'Picture quality',
    presets: { full: 'Full HD', high: 'HD', standard: 'Standard', low: 'Low, saves data' },
    sound: {
      noiseSuppression: 'Noise suppression',
      echoCancellation: 'Echo cancellation',
      autoGainControl: 'Automatic volume',
    },
    invite: 'Invite someone',
  },

  figures: {
    lines: {
      received: 'Received',
      sent: 'Sent',
      lost: 'Lost',
      in: 'in',
      out: 'out',
      roundTrip: 'Round trip',
      pictureIn: 'Picture in',
      pictureOut: 'Picture out',
      screenIn: 'Screen in',
      screenOut: 'Screen out',
      sound: 'Sound',
      path: 'Path',
    },
    path: { direct: 'Direct', relayed: 'Relayed' },
  },

  quality: {
    label: 'Connection',
    good: 'Good',
    fair: 'Fair',
    poor: 'Poor',
    lost: 'Lost',
  },

  status: {
    waiting: 'Waiting for someone',
    connecting: 'Connecting',
    connected: 'Connected',
    reconnecting: 'Reconnecting: your network changed',
    otherReconnecting: 'The other side is reconnecting',
    failed: 'No connection',
    serverAway: 'Reconnecting: server away, call goes on',
    ended: 'Call ended',
  },

  end: {
    again: 'Call again',
    back: 'Back',
    lasted: (duration: string): string => `You talked for ${duration}.`,
    never: 'Nobody had joined yet.',
  },

  noSecureAddress:
    'Ask whoever runs this server for its https address. On the server’s own computer, http://localhost works too.',
  details: 'Details',
  close: 'Close',
  returning: 'Taking you back into your call',
} as const;
