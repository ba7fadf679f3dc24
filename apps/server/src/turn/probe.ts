// Whether a STUN or TURN server serves, asked as a browser would ask it.
import type { TurnCredentials } from '../ice-servers/turn-credentials.ts';
import type { IceAddress } from './ice-address.ts';
import { openExchange, type StunExchange } from './stun-exchange.ts';
import { ATTRIBUTE, METHOD, stunAnswer, stunRequest, UDP_TRANSPORT, type LongTermKey } from './stun-message.ts';
import type { StunAnswer } from './stun-message.ts';

/** `refused`: it is there and does not take the credentials; `silent`: it cannot be reached, or is no such server. */
export type Probed = { verdict: 'serves'; milliseconds: number } | { verdict: 'refused' | 'silent'; reason: string };

const UNAUTHENTICATED = 401;
const LIMIT = 3000;

/** Asks for a binding, as every candidate of type srflx does. */
export function probeStun(address: IceAddress, limit = LIMIT): Promise<Probed> {
  return probe(address, limit, async (exchange) => verdictOf(await ask(exchange, METHOD.binding, new Map())));
}

/** Asks for an allocation with these credentials, and gives it back. */
export function probeTurn(address: IceAddress, credentials: TurnCredentials, limit = LIMIT): Promise<Probed> {
  return probe(address, limit, async (exchange) => {
    const wanted = new Map<number, Buffer | string>([[ATTRIBUTE.requestedTransport, UDP_TRANSPORT]]);
    const challenge = await ask(exchange, METHOD.allocate, wanted);
    if (challenge.error?.code !== UNAUTHENTICATED) return verdictOf(challenge);
    const realm = challenge.attributes.get(ATTRIBUTE.realm)?.toString() ?? '';
    const proof = new Map<number, Buffer | string>([
      [ATTRIBUTE.username, credentials.username],
      [ATTRIBUTE.realm, realm],
      [ATTRIBUTE.nonce, challenge.attributes.get(ATTRIBUTE.nonce) ?? ''],
    ]);
    const key = { ...credentials, realm };
    const allocated = await ask(exchange, METHOD.allocate, new Map([...wanted, ...proof]), key);
    if (!allocated.error) {
      await ask(exchange, METHOD.refresh, new Map([[ATTRIBUTE.lifetime, Buffer.alloc(4)], ...proof]), key);
    }
    return verdictOf(allocated);
  });
}

type Verdict = { verdict: 'serves' } | { verdict: 'refused'; reason: string };

async function probe(
  address: IceAddress,
  limit: number,
  talk: (exchange: StunExchange) => Promise<Verdict>,
): Promise<Probed> {
  const begun = performance.now();
  const exchange = openExchange(address, limit);
  try {
    const verdict = await talk(exchange);
    return verdict.verdict === 'serves' ? { ...verdict, milliseconds: performance.now() - begun } : verdict;
  } catch (error) {
    return { verdict: 'silent', reason: error instanceof Error ? error.message : String(error) };
  } finally {
    exchange.close();
  }
}

async function ask(
  exchange: StunExchange,
  method: number,
  attributes: ReadonlyMap<number, Buffer | string>,
  key?: LongTermKey,
): Promise<StunAnswer> {
  const { transactionId, bytes } = stunRequest(method, attributes, key);
  const answer = stunAnswer(await exchange.ask(bytes), transactionId);
  if (!answer) throw new Error('what answers there does not speak STUN');
  return answer;
}

function verdictOf({ error }: StunAnswer): Verdict {
  return error ? { verdict: 'refused', reason: `${error.code} ${error.reason}`.trim() } : { verdict: 'serves' };
}
