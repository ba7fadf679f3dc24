// A call with a lobby whose owner is at one server, while others knock at another.
import type { CreatedCall, Knock, KnockMade } from '@parley/protocol';
import { connect } from '../support/bare-socket.ts';
import { api } from '../support/rest-api.ts';

/** Ada knocks by a socket, Bob over REST, where his poll is held. */
export async function knocking(owners: string, knockers: string) {
  const call = (await api(owners).post<CreatedCall>('/calls', { lobby: true })).body;
  const [owner, adas] = await Promise.all([connect(owners), connect(knockers)]);
  await owner.ok('join', { callId: call.id, ownerSecret: call.ownerSecret });
  const { knock } = await adas.ok('knock', { callId: call.id, displayName: 'Ada' });
  const { id, secret } = (await api(knockers).post<KnockMade>(`/calls/${call.id}/knocks`, {})).body;
  const poll = api(knockers).get<Knock>(`/calls/${call.id}/knocks/${id}?wait=30`, { bearer: secret });
  return {
    owner,
    ada: { id: knock.id, socket: adas },
    bob: { id, answered: poll.then(({ body }) => body) },
    close: () => {
      owner.close();
      adas.close();
    },
  };
}
