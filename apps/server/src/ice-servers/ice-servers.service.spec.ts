import { readSettings } from '../settings/read-settings.ts';
import { IceServersService } from './ice-servers.service.ts';

const iceServers = (PARLEY_STUN_URLS: string) =>
  new IceServersService(readSettings({ PARLEY_STUN_URLS })).iceServers(null);

it('the STUN servers of the settings are one RTCIceServer, which does not expire', () => {
  expect(iceServers('stun:a.example,stun:b.example:3478')).toEqual({
    iceServers: [{ urls: ['stun:a.example', 'stun:b.example:3478'] }],
    expiresAt: null,
  });
});

it('without STUN servers there is none', () => {
  expect(iceServers('')).toEqual({ iceServers: [], expiresAt: null });
});
