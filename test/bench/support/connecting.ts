/** How long one side took from Join, in milliseconds. */
export interface Connecting {
  connected: number;
  firstFrame: number;
}
