// A block of IPv4 or IPv6 addresses, and who has which.

const LAST_BITS = 32;

export class Subnet {
  readonly length: number;
  readonly isIpv6: boolean;
  readonly #prefix: string;
  #given = 1;

  /** @param block such as `10.0.1.0/24` or `2001:db8:1::/64` */
  constructor(block: string) {
    const [address = '', length = ''] = block.split('/');
    this.length = Number(length);
    this.isIpv6 = address.endsWith('::');
    this.#prefix = address;
  }

  get block(): string {
    return `${this.#prefix}/${this.length}`;
  }

  /** The first address: the router's. */
  get gateway(): string {
    return this.#address(1);
  }

  /** The same with the length of the block, as `ip address` takes it. */
  get gatewayWithLength(): string {
    return this.withLength(this.gateway);
  }

  withLength(address: string): string {
    return `${address}/${this.length}`;
  }

  /** An address that nobody had yet. */
  next(): string {
    this.#given += 1;
    const last = 2 ** (this.isIpv6 ? LAST_BITS : LAST_BITS - this.length) - 1;
    if (this.#given >= last) throw new Error(`${this.block} has no address left.`);
    return this.#address(this.#given);
  }

  #address(place: number): string {
    if (this.isIpv6) return `${this.#prefix}${place.toString(16)}`;
    const first = this.#prefix.split('.').reduce((value, byte) => value * 256 + Number(byte), 0);
    return [24, 16, 8, 0].map((shift) => Math.floor((first + place) / 2 ** shift) % 256).join('.');
  }
}
