// What `--lan` means for the settings: links name the address that a phone on the same network can open.
import type { Settings } from '../settings/settings.ts';
import type { LocalAddresses } from './local-addresses.ts';

/** Whether HTTPS is served beside HTTP: for the local network, or with a certificate of one's own. */
export function servesHttps(settings: Settings): boolean {
  return settings.lan || settings.tls !== null;
}

/** The settings with the public URL that the local network can reach, unless one was set. */
export function withLanAddress(settings: Settings, addresses: LocalAddresses): Settings {
  if (!settings.lan || settings.publicUrl || !addresses.reachable) return settings;
  return Object.freeze({ ...settings, publicUrl: `https://${addresses.reachable}:${settings.httpsPort}` });
}
