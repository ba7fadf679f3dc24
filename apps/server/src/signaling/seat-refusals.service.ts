// The words for a socket that holds no seat where it must, and for one that holds a seat where it must not.
import { Injectable } from '@nestjs/common';
import { Refusal } from '@parley/protocol';
import { CallsService } from '../calls/calls.service.ts';
import type { ClientSocket } from './client-socket.ts';
import { HeldSeats } from './held-seats.ts';

@Injectable()
export class SeatRefusals {
  constructor(
    private readonly seats: HeldSeats,
    private readonly calls: CallsService,
  ) {}

  /** @throws Refusal already-joined; call-not-found is named first */
  async unlessFree(client: ClientSocket, callId: string): Promise<void> {
    if (!this.seats.heldBy(client)) return;
    await this.calls.call(callId);
    throw new Refusal('already-joined', 'This socket holds a seat already. Hang up first, or use another socket.');
  }

  /** Why a socket without a seat cannot do this. @throws Refusal call-ended, not-joined */
  async seatless({ lastCallId }: ClientSocket): Promise<never> {
    if (lastCallId !== null && (await this.hasEnded(lastCallId))) {
      throw new Refusal('call-ended', 'The call has ended.');
    }
    throw new Refusal('not-joined', 'This socket holds no seat. Join a call first.');
  }

  private async hasEnded(callId: string): Promise<boolean> {
    try {
      return (await this.calls.call(callId)).call.state === 'ended';
    } catch (error) {
      if (error instanceof Refusal && error.code === 'call-not-found') return true;
      throw error;
    }
  }
}
