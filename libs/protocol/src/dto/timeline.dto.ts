// What a participant reports to a call's timeline: a class for each kind of entry, so that each has its own fields and words.
import { LIMITS } from '../limits.ts';
import {
  CANDIDATE_TYPES,
  type DiagnosisFact,
  type ErrorFact,
  OWN_STATES,
  PATH_PROTOCOLS,
  type PathFact,
  PEER_STATES,
  type ReportedEntry,
  type TimelineReport,
} from '../timeline.ts';
import { Choice, Code, Items, Opaque, Secret, Time } from './fields.decorator.ts';
import type { Around, Dto } from './shape.ts';

const CODE = { max: LIMITS.timelineCodeCharacters };

abstract class ReportedEntryDto {
  /** By the reporter's own clock. */
  @Time()
  at!: string;
}

abstract class PeerEntryDto extends ReportedEntryDto {
  /** The other participant's id. */
  @Opaque()
  peer!: string;
}

/** The browser's socket to the server. */
export class SignalingEntryDto extends ReportedEntryDto {
  @Choice(['signaling'])
  kind!: 'signaling';

  @Choice(OWN_STATES.signaling)
  state!: (typeof OWN_STATES.signaling)[number];
}

/** What the browser says of its network. */
export class NetworkEntryDto extends ReportedEntryDto {
  @Choice(['network'])
  kind!: 'network';

  @Choice(OWN_STATES.network)
  state!: (typeof OWN_STATES.network)[number];
}

/** Whether the page is seen: browsers slow down what is not. */
export class PageEntryDto extends ReportedEntryDto {
  @Choice(['page'])
  kind!: 'page';

  @Choice(OWN_STATES.page)
  state!: (typeof OWN_STATES.page)[number];
}

/** W3C RTCPeerConnectionState. */
export class ConnectionEntryDto extends PeerEntryDto {
  @Choice(['connection'])
  kind!: 'connection';

  @Choice(PEER_STATES.connection)
  state!: (typeof PEER_STATES.connection)[number];
}

/** W3C RTCIceConnectionState. */
export class IceEntryDto extends PeerEntryDto {
  @Choice(['ice'])
  kind!: 'ice';

  @Choice(PEER_STATES.ice)
  state!: (typeof PEER_STATES.ice)[number];
}

/** The rung of the recovery ladder. */
export class RecoveryEntryDto extends PeerEntryDto {
  @Choice(['recovery'])
  kind!: 'recovery';

  @Choice(PEER_STATES.recovery)
  state!: (typeof PEER_STATES.recovery)[number];
}

/** The word for how good a connection is. */
export class QualityEntryDto extends PeerEntryDto {
  @Choice(['quality'])
  kind!: 'quality';

  @Choice(PEER_STATES.quality)
  state!: (typeof PEER_STATES.quality)[number];
}

/** The candidate pair that carries media. */
export class PathEntryDto extends PeerEntryDto implements PathFact {
  @Choice(['path'])
  kind!: 'path';

  @Choice(CANDIDATE_TYPES)
  local!: (typeof CANDIDATE_TYPES)[number];

  @Choice(CANDIDATE_TYPES)
  remote!: (typeof CANDIDATE_TYPES)[number];

  @Choice(PATH_PROTOCOLS)
  protocol!: (typeof PATH_PROTOCOLS)[number];
}

/** Something failed in the browser. */
export class ErrorEntryDto extends ReportedEntryDto implements ErrorFact {
  @Choice(['error'])
  kind!: 'error';

  @Code(CODE)
  code!: string;
}

/** Why no media gets through. */
export class DiagnosisEntryDto extends ReportedEntryDto implements DiagnosisFact {
  @Choice(['diagnosis'])
  kind!: 'diagnosis';

  /** Null: to nobody. */
  @Opaque({ nullable: true })
  peer!: string | null;

  @Code(CODE)
  cause!: string;
}

const ENTRY_DTOS: Readonly<Record<ReportedEntry['kind'], Dto<ReportedEntryDto>>> = {
  signaling: SignalingEntryDto,
  network: NetworkEntryDto,
  page: PageEntryDto,
  connection: ConnectionEntryDto,
  ice: IceEntryDto,
  recovery: RecoveryEntryDto,
  quality: QualityEntryDto,
  path: PathEntryDto,
  error: ErrorEntryDto,
  diagnosis: DiagnosisEntryDto,
};

/** For what names no kind: it says which there are. */
class UnknownEntryDto extends ReportedEntryDto {
  @Choice(Object.keys(ENTRY_DTOS))
  kind!: string;
}

const isKind = (kind: unknown): kind is ReportedEntry['kind'] =>
  typeof kind === 'string' && Object.hasOwn(ENTRY_DTOS, kind);

const entryDto = ({ kind }: Around): Dto => (isKind(kind) ? ENTRY_DTOS[kind] : UnknownEntryDto);

/** `POST /calls/{id}/timeline`. */
export class ReportTimelineDto implements TimelineReport {
  /** When it is sent, by the clock that the entries' times are of: the server moves them to its own. */
  @Time()
  sentAt!: string;

  @Items(entryDto, {
    classes: Object.values(ENTRY_DTOS),
    max: LIMITS.timelineReportEntries,
    maxBytes: LIMITS.timelineReportBytes,
  })
  entries!: ReportedEntry[];

  /** The seat's secret, for `navigator.sendBeacon`, which sends no `Authorization`. */
  @Secret({ optional: true })
  secret?: string;
}
