// Whether people who follow an invitation get to this server, and may use their cameras there.
import type { Settings } from '../../settings/settings.ts';
import { bad, good, warning, type Finding } from '../finding.ts';

const SUBJECT = 'Address';
const LIMIT_MS = 5000;
const THIS_MACHINE = /^(localhost|127\.|\[::1\])/;

export async function checkPublicUrl({ publicUrl, lan }: Settings): Promise<Finding[]> {
  if (publicUrl === null) return [unnamed()];
  const { protocol, host } = new URL(publicUrl);
  if (protocol === 'http:' && !THIS_MACHINE.test(host)) {
    const remedy = 'Put a proxy with a certificate in front, or set PARLEY_TLS_CERT and PARLEY_TLS_KEY.';
    return [bad(SUBJECT, `${publicUrl} is plain http: browsers give no camera to it`, remedy)];
  }
  // The certificate is of our own making: only a browser can be told to take it.
  if (lan) return [good(SUBJECT, `${publicUrl}, for the local network`)];
  return [await reached(publicUrl)];
}

function unnamed(): Finding {
  return warning(
    SUBJECT,
    'links name whatever host the caller used; beyond this machine browsers want https for cameras',
    'For others set PARLEY_PUBLIC_URL=https://…, or use npm start -- --lan on a local network.',
  );
}

async function reached(publicUrl: string): Promise<Finding> {
  try {
    const { status } = await fetch(`${publicUrl}/health/live`, { signal: AbortSignal.timeout(LIMIT_MS) });
    if (status === 200) return good(SUBJECT, `${publicUrl} leads here`);
    const remedy = 'See that the proxy passes everything on to this server, WebSocket upgrades included.';
    return bad(SUBJECT, `${publicUrl} is answered ${status} by something else`, remedy);
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const remedy = 'Start the server, and check its name, its certificate and the proxy before it.';
    return warning(SUBJECT, `${publicUrl} cannot be reached from this machine (${reason})`, remedy);
  }
}
