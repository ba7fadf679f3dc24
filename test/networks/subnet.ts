// A block of IPv4 addresses, and who has which.

export class Subnet {
  readonly length: number;
  readonly #first: number;
  #given = 1;

  /** @param block such as `10.0.1.0/24` */
  constructor(block: string) {
    const [address = '', length = ''] = block.split('/');
    this.length = Number(length);
    this.#first = address.split('.').reduce((value, byte) => value * 256 + Number(byte), 0);
  }

  get block(): string {
    return this.#with(0);
  }

  /** The first address: the router's. */
  get gateway(): string {
    return this.#address(1);
  }

  /** The same with the length of the block, as `ip address` takes it. */
  get gatewayWithLength(): string {
    return this.#with(1);
  }

  /** An address that nobody had yet. */
  next(): string {
    this.#given += 1;
    if (this.#given >= 2 ** (32 - this.length) - 1) throw new Error(`${this.block} has no address left.`);
    return this.#address(this.#given);
  }

  #with(place: number): string {
    return `${this.#address(place)}/${this.length}`;
  }

  #address(place: number): string {
    const value = this.#first + place;
    return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
  }
}
