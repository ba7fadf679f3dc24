// The statements of the hot path. Their parameters are lists, one entry a signal.
import { LIMITS } from '@parley/protocol';

export const CONFIRM = `
  update seats set confirmed = least(told.seq, last_seq)
  from unnest($1::bigint[], $2::int[], $3::bigint[]) as told (seat, epoch, seq)
  where number = told.seat and seats.epoch = told.epoch and confirmed < least(told.seq, last_seq)`;

/** Each signal with all that decides about it. A candidate without a receiver follows the open offer of its connection. */
const FOUND = `
  select said.*, s.epoch as current, s.state as sender_state, c.state as call_state,
    r.number as receiver, r.id as receiver_id, r.state as receiver_state, r.last_seq, r.confirmed, o.dropped, o.size,
    m.number is not null as known, m.seq as known_seq, k.id as known_to, m.created_at as known_since,
    coalesce(s.epoch = said.epoch and s.state <> 'left' and c.state <> 'ended' and m.number is null
      and case when r.number is null then said.named is null and o.size is not null else r.state <> 'left' end,
      false) as plain
  from unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
    with ordinality as said (sender, epoch, named, type, message_id, connection, body, place)
  left join seats s on s.number = said.sender
  left join calls c on c.number = s.call_number
  left join open_offers o on said.named is null and o.sender = said.sender and o.connection = said.connection
  left join lateral (
    select * from seats where call_number = s.call_number and id = said.named
    union all
    select * from seats where number = o.taker and o.dropped = 0
  ) as r on true
  left join signals m on m.sender = said.sender and m.message_id = said.message_id
  left join seats k on k.number = m.receiver`;

/** Where each plain one would stand: in its mailbox, or behind the offer that it follows. */
const NUMBERED = `
  select *, coalesce(last_seq, size) + row_number() over (
      partition by plain, receiver, case when receiver is null then sender end,
        case when receiver is null then connection end
      order by place
    ) as next
  from found`;

const JUDGED = `
  select *, coalesce(plain and (dropped = 1 or next - coalesce(confirmed, 0) <= ${LIMITS.mailboxUnconfirmed}), false) as fits
  from numbered`;

/**
 * Stores what is plain and fits, numbered by mailbox in the order of the list; of anything else the facts come back, for the
 * rules to say why not. The model-based contract holds these conditions and the rules (call-rules' appending.ts) to the same words.
 */
export const APPEND = `
  with found as (${FOUND}), numbered as (${NUMBERED}), judged as materialized (${JUDGED}),
  stored as (
    insert into signals (sender, receiver, seq, type, message_id, connection, body, created_at)
    select sender, receiver, case when receiver is not null then next end, type, message_id, connection,
      case when dropped = 1 then null else body end, $8
    from judged where fits order by place
  ), raised as (
    update seats set last_seq = grown.last_seq
    from (select receiver, max(next) as last_seq from judged where fits and receiver is not null group by receiver) as grown
    where number = grown.receiver
  ), extended as (
    update open_offers set size = grown.size
    from (
      select sender, connection, max(next) as size from judged
      where fits and receiver is null and dropped = 0 group by sender, connection
    ) as grown
    where open_offers.sender = grown.sender and open_offers.connection = grown.connection
  )
  select fits, case when fits and receiver is not null then next end, case when fits and named is null then receiver_id end,
    case when not fits then jsonb_build_array(
      current, sender_state, call_state, receiver_state,
      case when plain then next - 1 else coalesce(last_seq, size) end - coalesce(confirmed, 0), dropped,
      known, known_seq, known_to, known_since) end
  from judged order by place`;
