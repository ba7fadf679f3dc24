// RTCDataChannel as its user sees it: what it was handed stays in its buffer until the test lets it leave.

export class FakeDataChannel extends EventTarget {
  readonly label: string;
  readyState: RTCDataChannelState = 'connecting';
  binaryType: BinaryType = 'blob';
  bufferedAmount = 0;
  bufferedAmountLowThreshold = 0;
  readonly sent: unknown[] = [];

  constructor(label = 'game') {
    super();
    this.label = label;
  }

  /** As the class under test takes it. */
  get port(): RTCDataChannel {
    return this as unknown as RTCDataChannel;
  }

  send(payload: string | ArrayBuffer | ArrayBufferView): void {
    if (this.readyState !== 'open') throw new DOMException('not open', 'InvalidStateError');
    this.sent.push(payload);
    this.bufferedAmount += typeof payload === 'string' ? payload.length : payload.byteLength;
  }

  open(): this {
    this.readyState = 'open';
    this.dispatchEvent(new Event('open'));
    return this;
  }

  close(): void {
    if (this.readyState !== 'closed') {
      this.readyState = 'closed';
      this.dispatchEvent(new Event('close'));
    }
  }

  /** So many bytes leave. */
  leave(bytes: number): void {
    const before = this.bufferedAmount;
    this.bufferedAmount = Math.max(0, before - bytes);
    if (before > this.bufferedAmountLowThreshold && this.bufferedAmount <= this.bufferedAmountLowThreshold) {
      this.dispatchEvent(new Event('bufferedamountlow'));
    }
  }

  /** Something comes. */
  receive(data: string | ArrayBuffer): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }
}
