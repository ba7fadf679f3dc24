// Where the page begins.
import { adaptBrowser } from '@parley/client/adapter';
import { App } from './app.tsx';
import { fetchExtras } from '@parley/call-view/late/extras.ts';
import { fetchGroup } from '@parley/call-view/late/group.ts';
import { fetchInsight } from '@parley/call-view/late/insight.ts';
import { fetchNotices } from '@parley/call-view/late/notices.ts';
import { fetchQrCode } from '@parley/call-view/late/qr-code.ts';
import { fetchRoom } from '@parley/call-view/late/room.ts';
import { mount } from '@parley/call-view/views/mount.tsx';
import { PageContext } from './parts/page-context.ts';
import { fetchFeatures } from '@parley/call-view/state/begun-features.ts';
import { PAGE_FEATURES } from './state/features.ts';
import { Page } from './state/page.ts';
import { loadPageSettings } from './state/page-settings.ts';

void loadPageSettings();

// An older browser in which this fails may still manage, and if it does not, the call says so.
await adaptBrowser().catch(() => false);

const root = document.getElementById('page');
if (root) {
  const page = new Page(PAGE_FEATURES);
  const app = (
    <PageContext.Provider value={page}>
      <App />
    </PageContext.Provider>
  );
  mount(page.view, app, root);
}

// Once the page stands. Not later: the server may be away when someone presses a button.
const fetchLate = (): void => {
  for (const fetch of [fetchNotices, fetchExtras, fetchRoom, fetchGroup, fetchInsight, fetchQrCode]) void fetch();
  fetchFeatures(PAGE_FEATURES);
};
if (document.readyState === 'complete') fetchLate();
else window.addEventListener('load', fetchLate);
