// The hot path: one signal into one mailbox, by statements prepared once. The open ways are rarer, and as plain.
import { accepted } from '../sql/accepted.ts';
import {
  type OpenOffer,
  refuseGrowth,
  refuseReceiver,
  refuseSender,
  refusals,
  routeOpenCandidate,
  routeOpenOffer,
} from '@parley/call-rules';
import type { AppendOutcome } from '../writing/appended.ts';
import type { AppendMessage } from './messages.ts';
import { SignalStatements } from './signal-statements.ts';
import type { DatabaseSync } from 'node:sqlite';

export class SignalAppender {
  private readonly statements: SignalStatements;

  constructor(database: DatabaseSync) {
    this.statements = new SignalStatements(database);
  }

  /** @throws Refusal before anything was written */
  append(message: AppendMessage, now: number): AppendOutcome {
    return message[3] === null ? this.appendOpen(message, now) : this.appendTo(message, message[3], now);
  }

  private appendTo([sender, epoch, type, , messageId, connection, body]: AppendMessage, to: string, now: number) {
    const row = this.statements.senderAndReceiver(sender, to);
    if (!row) throw refusals.callNotFound();
    if (row.epoch !== epoch) throw refusals.notJoined();
    if (row.receiver === null) throw refusals.participantNotFound();
    const refusal =
      refuseSender(row.callState === 'ended', row.senderState === 'left') ??
      refuseReceiver(row.receiverState === 'left', row.lastSeq - row.confirmed);
    // A repeated messageId is answered whatever the state; the unique index finds it when nothing else is wrong.
    const stored =
      !refusal && this.statements.insert(sender, row.receiver, row.lastSeq + 1, type, messageId, connection, body, now);
    if (!stored) {
      const earlier = this.statements.sentBefore(sender, messageId);
      if (earlier) return earlier;
      throw refusal ?? new Error('A signal was neither stored nor known.');
    }
    this.statements.setLastSeq(row.receiver, row.lastSeq + 1);
    return row.lastSeq + 1;
  }

  private appendOpen(message: AppendMessage, now: number): AppendOutcome {
    const [sender, epoch, type, , messageId] = message;
    const row = this.statements.senderOf(sender);
    if (!row) throw refusals.callNotFound();
    if (row.epoch !== epoch) throw refusals.notJoined();
    const earlier = this.statements.sentBefore(sender, messageId);
    if (earlier) return earlier;
    const refusal = refuseSender(row.callState === 'ended', row.senderState === 'left');
    if (refusal) throw refusal;
    return type === 'candidate' ? this.openCandidate(message, now) : this.openOffer(message, row.callNumber, now);
  }

  private openOffer(message: AppendMessage, callNumber: number, now: number): AppendOutcome {
    const [sender, , type, , messageId, connection, body] = message;
    const route = accepted(routeOpenOffer(this.statements.possibleTakers(callNumber, sender)));
    if (route !== 'open') {
      const outcome = this.deliver(message, route.number, now);
      this.statements.keepOpenOffer(sender, connection, messageId, route.number);
      return outcome;
    }
    this.statements.dropOpen(sender);
    this.statements.insert(sender, null, null, type, messageId, connection, body, now);
    this.statements.keepOpenOffer(sender, connection, messageId, null);
    return [null, null, now, false];
  }

  private openCandidate(message: AppendMessage, now: number): AppendOutcome {
    const [sender, , type, , messageId, connection, body] = message;
    const offer: (OpenOffer<number> & { size: number }) | undefined = this.statements.openOffer(sender, connection);
    const route = accepted(routeOpenCandidate(offer));
    if (typeof route === 'object') return this.deliver(message, route.taker, now);
    if (route === 'open') {
      const refusal = refuseGrowth(offer?.size ?? 0);
      if (refusal) throw refusal;
      this.statements.growOpenOffer(sender, connection);
    }
    // What is dropped on arrival leaves its messageId behind, without its words.
    this.statements.insert(sender, null, null, type, messageId, connection, route === 'open' ? body : null, now);
    return [null, null, now, false];
  }

  /** Into the mailbox of the one who took the open offer. */
  private deliver(message: AppendMessage, taker: number, now: number): AppendOutcome {
    const [sender, , type, , messageId, connection, body] = message;
    const { id, state, lastSeq, confirmed } = this.statements.mailbox(taker);
    const refusal = refuseReceiver(state === 'left', lastSeq - confirmed);
    if (refusal) throw refusal;
    this.statements.insert(sender, taker, lastSeq + 1, type, messageId, connection, body, now);
    this.statements.setLastSeq(taker, lastSeq + 1);
    return [lastSeq + 1, id, now, false];
  }
}
