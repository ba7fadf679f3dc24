// What no benchmark can measure: how people call, what machines there are, and how full they may be. docs/scaling.md gives
// the reasons; whoever knows better changes them here and runs the simulation again.

export const WORKLOAD = {
  seatsPerCall: 2,
  /** Seconds from a call's creation to its end. */
  duration: 600,
  /** Seconds between the first and the second one's joining. */
  gap: 5,
  /** Candidates of one side in a handshake, and the seconds in which most of them are found. */
  candidates: 10,
  gathering: 0.3,
  /** Seconds from an offer to its answer. */
  answerTime: 0.15,
  /** Handshakes of a call in its life: the first, and one restart of ICE for every call. */
  handshakes: 2,
  /** How often a seat is taken back in its life, by a reload or a network that changed. */
  returns: 0.5,
  /** Bytes on the wire, WebSocket and TLS included: a candidate and a description from door to door with its acknowledgements. */
  candidateBytes: 1200,
  descriptionBytes: 10_000,
  joinBytes: 8000,
  /** A ping and its answer every 10 seconds, with TCP's own. */
  idleBytesPerSecond: 25,
  /** Seconds for which an ended call is kept. */
  retention: 86_400,
} as const;

export type Workload = { readonly [Key in keyof typeof WORKLOAD]: number };

const GIB = 2 ** 30;

export const MACHINES = {
  /** A server is one event loop, with one processor more for the collector, the system and the network. */
  server: { processors: 2, memory: 4 * GIB },
  postgres: { processors: 16, memory: 64 * GIB, disk: 4e12, connections: 400 },
  redis: { processors: 2, memory: 4 * GIB },
  /** Bits per second of each. */
  network: 1e9,
} as const;

/** How full each may be while all are alive: what is left is for the death of one, and for the tail of the waiting. */
export const LIMITS = {
  serverLoop: 0.5,
  serverMemory: 0.5,
  postgresProcessors: 0.5,
  postgresConnections: 0.8,
  postgresDisk: 0.8,
  redis: 0.5,
  network: 0.5,
  /** By chance one cell at one time has a little more than the mean. */
  simulated: 1.1,
  /** Milliseconds from a signal's arrival at the sender's server until it is written to the receiver's socket, p99. */
  deliveryP99: 100,
  /** Seconds after a server's death until everybody is seated again. */
  backAfterDeath: 15,
  /** The same when a proxy starts again and takes every socket of a cell along; a seat is kept warm for a minute. */
  backAfterProxy: 60,
} as const;

/** Connections to PostgreSQL of one server: the default of PARLEY_DATABASE_CONNECTIONS. */
export const CONNECTIONS_OF_SERVER = 8;
/** Of those, transactions of commands that run at once; signals and sweeps have one each, reading has three. */
export const COMMANDS_AT_ONCE = 3;
/** How a client comes back, in seconds: as libs/client has Socket.IO do it. */
export const COMEBACK = { first: 0.5, longest: 5, answerWithin: 10 } as const;
