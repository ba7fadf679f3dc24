/** How much one way carried: bytes per second. */
export interface Carrying {
  rate: number;
}
