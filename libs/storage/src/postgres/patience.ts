// How long anything is waited for, in milliseconds: whoever asks while the database is away is told so in less than 2 s.

/** A command waits this long for its turn, behind a batch or behind another command of its call. */
export const TURN = 900;
/** From its turn on: connecting, every try, and the commit. */
export const RUN = 900;
/** The database ends a statement of its own accord a little later, should nobody be there any more to tell it. */
export const STATEMENT = 1000;
/** A server that vanished in the middle of a transaction keeps others from its calls for so long: they wait for it. */
export const IDLE_IN_TRANSACTION = 500;
/** For what goes through many rows: the start of a server, a sweep. */
export const LONG_RUN = 60_000;
