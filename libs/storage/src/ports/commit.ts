// What an engine tells whoever measures, once a batch.

export interface Commit {
  /** From handing it to the database until it was durable, or failed. */
  seconds: number;
  /** How many commands it carried; confirmations that rode along do not count. */
  commands: number;
  /** False: the database was away, and nothing of it is stored. */
  stored: boolean;
}
