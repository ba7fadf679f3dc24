// One line of the check: its sign, what was looked at, what was found, what to do.
import { figuresText, type CheckLine } from '@parley/client/check';
import { pageSettings } from '../state/page-settings.ts';
import { CHECK_WORDS } from './check-words.ts';
import { StatusSign } from './status-sign.tsx';

export function CheckLineItem({ line }: { line: CheckLine }) {
  const found = line.status === 'running' ? null : line;
  const figures = found ? figuresText(found.figures) : '';
  return (
    <li class="check-line">
      <StatusSign status={line.status} />
      <div class="check-found">
        <p class="check-label">{line.label}</p>
        {found && <p class="quiet">{found.what}</p>}
        {found?.remedy && <p class="check-remedy">{found.remedy}</p>}
        {found?.code === 'insecure-context' && <SecureAddress />}
        {line.address && found?.status !== 'passed' && <p class="check-figures">{line.address}</p>}
        {figures && <p class="check-figures">{figures}</p>}
      </div>
    </li>
  );
}

/** This page at the server's https address; nothing while the server names none. */
function SecureAddress() {
  const { httpsUrl } = pageSettings.value;
  if (httpsUrl === null) return null;
  return (
    <p>
      <a href={new URL(location.pathname, httpsUrl).href}>{CHECK_WORDS.secureAddress}</a>
    </p>
  );
}
