// Where there is no call yet: see yourself, then create one.
import { Button } from '@parley/call-view/parts/button.tsx';
import { useCallView } from '@parley/call-view/parts/call-view-context.ts';
import { Main } from '@parley/call-view/parts/main.tsx';
import { Preview } from '@parley/call-view/parts/preview.tsx';
import { YourName } from '@parley/call-view/parts/your-name.tsx';
import { WORDS } from '@parley/call-view/words/words.ts';

export function Start() {
  const view = useCallView();
  const create = (event: SubmitEvent): void => {
    event.preventDefault();
    void view.create({});
  };
  const { title, intro } = WORDS.start;
  return (
    <div class="page">
      <Main class="two-columns start">
        <Preview />
        <div class="start-side">
          <div class="intro">
            <h1 tabIndex={-1}>{title}</h1>
            <p class="quiet">{intro}</p>
          </div>
          <form class="stack" onSubmit={create}>
            <YourName />
            <Button
              voice={view.own.cameraOn.value || view.own.microphoneOn.value ? 'primary' : 'plain'}
              wide
              busy={view.busy.value}
            >
              {WORDS.wayIn.create}
            </Button>
          </form>
        </div>
      </Main>
    </div>
  );
}
