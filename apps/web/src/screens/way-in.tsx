// The way in, where a call's link leads: see yourself first, then join; with a camera, with sound alone, or with neither.
import { Button } from '@parley/call-view/parts/button.tsx';
import { TextField } from '@parley/call-view/parts/field.tsx';
import { Head } from '../parts/head.tsx';
import { usePage } from '../parts/page-context.ts';
import { Preview } from '@parley/call-view/parts/preview.tsx';
import { WORDS } from '@parley/call-view/words/words.ts';

export function WayIn() {
  const page = usePage();
  const call = page.invitation.value;
  const { value: route } = page.route;
  const join = (event: SubmitEvent): void => {
    event.preventDefault();
    if (route.at === 'call') void page.join(route.callId);
  };
  const { title, nobodyHere, here } = WORDS.wayIn;
  const count = call?.participants.length ?? 0;
  return (
    <div class="page">
      <Head />
      <main class="two-columns way-in">
        <Preview />
        <div class="start-side">
          <div class="intro">
            <h1 tabIndex={-1}>{title(call?.name ?? null)}</h1>
            <p class="quiet way-in-here">{call && (count === 0 ? nobodyHere : here(count))}</p>
          </div>
          <form class="stack" onSubmit={join}>
            <TextField
              name={WORDS.wayIn.yourName}
              value={page.yourName}
              placeholder={WORDS.wayIn.optional}
              maxLength={100}
              autocomplete="name"
            />
            <Button voice="join" wide busy={page.busy.value}>
              {WORDS.wayIn.join}
            </Button>
          </form>
        </div>
      </main>
    </div>
  );
}
