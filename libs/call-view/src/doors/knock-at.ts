// Knocks at a call's door for the person, and goes in when somebody opens.
import { Lobby } from '@parley/client/lobby';
import type { CallView } from '../state/call-view.ts';

/** Answers what goes away again. */
export function knockAt(view: CallView, callId: string, onAdmitted: () => void): () => void {
  const { displayName, token, password } = view.invited(callId);
  const lobby = new Lobby(view.parley, callId, { displayName, token, password });
  lobby.addEventListener('statechange', () => {
    if (lobby.state === 'admitted') {
      onAdmitted();
      void view.enter(callId, (options) => lobby.join(options));
    } else if (lobby.state !== 'closed') {
      view.refuse(lobby.error, callId);
    }
  });
  return () => lobby.close();
}
