import { readSettings } from '../settings/read-settings.ts';
import { IceServersService } from './ice-servers.service.ts';
import { turnCredentials } from './turn-credentials.ts';

const TURN = {
  PARLEY_STUN_URLS: '',
  PARLEY_TURN_URLS: 'turn:turn.example,turns:turn.example:5349?transport=tcp',
  PARLEY_TURN_SECRET: 'north',
};

const service = (environment: Record<string, string>) => new IceServersService(readSettings(environment));

it('the STUN servers of the settings are one RTCIceServer, which does not expire', () => {
  expect(service({ PARLEY_STUN_URLS: 'stun:a.example,stun:b.example:3478' }).iceServers(null)).toEqual({
    iceServers: [{ urls: ['stun:a.example', 'stun:b.example:3478'] }],
    expiresAt: null,
  });
});

it('without STUN servers there is none', () => {
  expect(service({ PARLEY_STUN_URLS: '' }).iceServers('ada')).toEqual({ iceServers: [], expiresAt: null });
});

it('who may relay gets TURN with credentials of its own, for as long as they serve', () => {
  const before = Math.floor(Date.now() / 1000);
  const { iceServers, expiresAt } = service({ ...TURN, PARLEY_TURN_TTL: '600' }).iceServers('ada');
  const expiry = Date.parse(expiresAt ?? '') / 1000;
  expect(expiry).toBeGreaterThanOrEqual(before + 600);
  expect(expiry).toBeLessThanOrEqual(Date.now() / 1000 + 600);
  expect(iceServers).toEqual([
    {
      urls: ['turn:turn.example', 'turns:turn.example:5349?transport=tcp'],
      ...turnCredentials('north', 'ada', expiry),
    },
  ]);
});

it('strangers get no TURN: it would be a relay for all the world', () => {
  expect(service(TURN).iceServers(null)).toEqual({ iceServers: [], expiresAt: null });
});
