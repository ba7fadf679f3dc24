// The way in, where a call's link leads: see yourself first, then join; with a camera, with sound alone, or with neither.
import { PasswordField } from '../late/doors.ts';
import { Button } from '../parts/button.tsx';
import { useCallView } from '../parts/call-view-context.ts';
import { Preview } from '../parts/preview.tsx';
import { YourName } from '../parts/your-name.tsx';
import { Main } from '../parts/main.tsx';
import { WORDS } from '../words/words.ts';
import type { PaperProps } from './view-props.ts';

export function WayIn({ head, callId }: PaperProps & { callId: string }) {
  const view = useCallView();
  const call = view.invitation.value;
  const asksPassword = call?.passwordProtected ?? view.door.value !== null;
  const join = (event: SubmitEvent): void => {
    event.preventDefault();
    void view.join(callId);
  };
  const { title, nobodyHere, here, lobby } = WORDS.wayIn;
  const count = call?.participants.length ?? 0;
  return (
    <div class="page">
      {head}
      <Main class="two-columns way-in">
        <Preview />
        <div class="start-side">
          <div class="intro">
            <h1 tabIndex={-1}>{title(call?.name ?? null)}</h1>
            <p class="quiet way-in-here">{call && (call.lobby ? lobby : count === 0 ? nobodyHere : here(count))}</p>
          </div>
          <form class="stack" onSubmit={join}>
            <YourName />
            {asksPassword && <PasswordField />}
            <Button voice="join" wide busy={view.busy.value}>
              {WORDS.wayIn.join}
            </Button>
          </form>
        </div>
      </Main>
    </div>
  );
}
