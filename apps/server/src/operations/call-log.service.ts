// What this server commits of calls, a line each: who came, came back, left and why, and how a call ended. Ids stand as tags.
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { CommittedChange } from '@parley/storage';
import { CommittedChanges } from '../announcements/committed-changes.ts';
import { Settings } from '../settings/settings.ts';
import { logTag } from '../telemetry/log-tag.ts';

@Injectable()
export class CallLog implements OnModuleDestroy {
  private readonly log = new Logger('Calls');
  private readonly unsubscribe: () => void;

  constructor(changes: CommittedChanges, { logLevel }: Settings) {
    const signals = logLevel === 'debug';
    const says = signals || logLevel === 'info';
    this.unsubscribe = says
      ? changes.subscribe((change, origin) => {
          if (origin === 'here') this.tell(change, signals);
        })
      : () => {};
  }

  onModuleDestroy(): void {
    this.unsubscribe();
  }

  private tell(change: CommittedChange, signals: boolean): void {
    switch (change.kind) {
      case 'seat-taken': {
        const { callId, participantId, epoch } = change.seat;
        const event = epoch === 1 ? 'seat-taken' : 'seat-taken-back';
        return this.write(event, callId, { participant: logTag(participantId), door: change.door });
      }
      case 'participant-left': {
        const { callId, participant, reason } = change;
        return this.write('participant-left', callId, { participant: logTag(participant.id), reason });
      }
      case 'call-ended': {
        const { id, startedAt, endedAt } = change.call;
        const ms = startedAt !== null && endedAt !== null ? Date.parse(endedAt) - Date.parse(startedAt) : null;
        return this.write('call-ended', id, { reason: change.reason, seconds: ms === null ? null : ms / 1000 });
      }
      case 'signal-appended': {
        if (!signals) return;
        const { type, seq, from, to } = change.signal;
        this.log.debug('Signal stored', {
          event: 'signal-stored',
          call: logTag(change.callId),
          from: logTag(from),
          to: logTag(to ?? ''),
          type,
          seq,
        });
        return;
      }
      default:
    }
  }

  private write(event: string, callId: string, facts: Record<string, unknown>): void {
    this.log.log(event, { event, call: logTag(callId), ...facts });
  }
}
