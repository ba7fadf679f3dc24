// The typed hub: one handler for each event of the contract. A class that implements this and lacks one does not compile.
import type { ClientEventName, ClientEvents } from '@parley/protocol';
import {
  AnswerDto,
  AnswerKnockDto,
  CandidateDto,
  type Dto,
  HangupDto,
  JoinDto,
  KnockDto,
  OfferDto,
  ReceivedDto,
  SyncDto,
  WatchDto,
} from '@parley/protocol/dto';
import type { ClientSocket } from './client-socket.ts';

/** What each event carries, once checked. */
export interface CheckedPayloads {
  join: JoinDto;
  offer: OfferDto;
  answer: AnswerDto;
  candidate: CandidateDto;
  hangup: HangupDto;
  received: ReceivedDto;
  sync: SyncDto;
  watch: WatchDto;
  unwatch: WatchDto;
  knock: KnockDto;
  'answer-knock': AnswerKnockDto;
}

export const EVENT_DTOS: { readonly [Name in ClientEventName]: Dto<CheckedPayloads[Name]> } = {
  join: JoinDto,
  offer: OfferDto,
  answer: AnswerDto,
  candidate: CandidateDto,
  hangup: HangupDto,
  received: ReceivedDto,
  sync: SyncDto,
  watch: WatchDto,
  unwatch: WatchDto,
  knock: KnockDto,
  'answer-knock': AnswerKnockDto,
};

/** Has something done right after the acknowledgement has left. */
export type AfterAnswer = (run: () => void) => void;

type Answer<Name extends ClientEventName> = ClientEvents[Name]['answer'];

export type SignalingHandlers = {
  [Name in ClientEventName]: (
    client: ClientSocket,
    payload: CheckedPayloads[Name],
    afterAnswer: AfterAnswer,
  ) => Answer<Name> | Promise<Answer<Name>>;
};
