import { turnCredentials } from './turn-credentials.ts';

it('credentials are the expiry, the user and their HMAC-SHA1, as coturn reckons them', () => {
  // Reckoned by: echo -n 1893456000:ada | openssl dgst -sha1 -hmac north -binary | base64
  expect(turnCredentials('north', 'ada', 1_893_456_000)).toEqual({
    username: '1893456000:ada',
    credential: 'A0DNf16by58KaWAwAe4TV36DNwI=',
  });
});
