// Where the page begins.
import { render } from 'preact';
import { App } from './app.tsx';
import { PageContext } from './parts/page-context.ts';
import { fetchRoom } from './state/late-room.ts';
import { Page } from './state/page.ts';
import { loadPageSettings } from './state/page-settings.ts';

void loadPageSettings();

const root = document.getElementById('page');
if (root) {
  render(
    <PageContext.Provider value={new Page()}>
      <App />
    </PageContext.Provider>,
    root,
  );
}

// Once the page stands. Not later: the server may be away when someone presses a button.
if (document.readyState === 'complete') void fetchRoom();
else window.addEventListener('load', () => void fetchRoom());
