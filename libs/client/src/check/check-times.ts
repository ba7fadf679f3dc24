// How long each check waits, in milliseconds.

export const CHECK_TIMES = {
  /** For an answer of the server; signaling over polling takes three of them. */
  server: 8_000,
  /** For the person to answer the browser's question. */
  devices: 60_000,
  /** For sound out of the microphone: even a quiet room is heard within it. */
  listening: 2_000,
  /** For a STUN answer. Browsers themselves wait 10 s and more, Chromium without ever saying so. */
  stun: 5_000,
  /** For a relay: TCP and TLS take several round trips, and a lost packet costs a second. */
  turn: 10_000,
  /** For two ends to connect through a relay: ICE gives up after about 15 s. */
  connecting: 15_000,
  /** For one message there and back. */
  echo: 3_000,
  /** For which packets are counted. */
  measuring: 5_000,
} as const;
