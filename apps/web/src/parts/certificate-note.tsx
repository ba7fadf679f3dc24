// For who scans the link on the local network, whose server made its certificate itself.
import { Icon } from '@parley/call-view/parts/icon.tsx';
import { ChevronDown } from 'lucide';
import { pageSettings } from '../state/page-settings.ts';
import { PAGE_WORDS } from '../words/page-words.ts';

export function CertificateNote() {
  const { certificate, certificateTodo } = PAGE_WORDS.waiting;
  if (!pageSettings.value.lan) return null;
  return (
    <details class="unfold">
      <summary>
        {certificate} <Icon of={ChevronDown} />
      </summary>
      <p>{certificateTodo}</p>
    </details>
  );
}
