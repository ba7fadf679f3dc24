// Where the page begins.
import { adaptBrowser } from '@parley/client/adapter';
import { options, render } from 'preact';
import { App } from './app.tsx';
import { CallViewContext } from '@parley/call-view/parts/call-view-context.ts';
import { PageContext } from './parts/page-context.ts';
import { fetchFeatures } from '@parley/call-view/state/begun-features.ts';
import { fetchRoom } from '@parley/call-view/state/late-room.ts';
import { PAGE_FEATURES } from './state/features.ts';
import { Page } from './state/page.ts';
import { loadPageSettings } from './state/page-settings.ts';

void loadPageSettings();

// An older browser in which this fails may still manage, and if it does not, the call says so.
await adaptBrowser().catch(() => false);

// What the network said comes first, drawing after it: a connection is under way before its room is drawn.
options.debounceRendering = (draw) => setTimeout(draw);

const root = document.getElementById('page');
if (root) {
  const page = new Page(PAGE_FEATURES);
  render(
    <PageContext.Provider value={page}>
      <CallViewContext.Provider value={page}>
        <App />
      </CallViewContext.Provider>
    </PageContext.Provider>,
    root,
  );
}

// Once the page stands. Not later: the server may be away when someone presses a button.
const fetchLate = (): void => {
  void fetchRoom();
  fetchFeatures(PAGE_FEATURES);
};
if (document.readyState === 'complete') fetchLate();
else window.addEventListener('load', fetchLate);
