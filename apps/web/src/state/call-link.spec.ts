import { pastedLink, pathOf, routeOf } from './call-link.ts';

const ORIGIN = 'https://parley.example';
const ID = 'q3VfX0a1b2c3d4e5f6g7h8';

describe('the address of a screen', () => {
  it.each([
    ['/', { at: 'start' }],
    ['/anything', { at: 'start' }],
    ['/c/', { at: 'start' }],
    ['/check', { at: 'check' }],
    ['/check/', { at: 'check' }],
    ['/checks', { at: 'start' }],
    [`/c/${ID}`, { at: 'call', callId: ID }],
    [`/c/${ID}/`, { at: 'call', callId: ID }],
    [`/c/${ID}/timeline`, { at: 'timeline', callId: ID }],
    ['/c/%F0%9F%90%9D', { at: 'call', callId: '🐝' }],
    ['/c/%E0%A4%A', { at: 'call', callId: '%E0%A4%A' }],
  ])('%s', (pathname, route) => {
    expect(routeOf(pathname)).toEqual(route);
  });

  it.each(['/', `/c/${ID}`, `/c/${ID}/timeline`, '/c/%F0%9F%90%9D'])('is read and written alike: %s', (pathname) => {
    expect(pathOf(routeOf(pathname))).toBe(pathname);
  });
});

describe('the path of a screen', () => {
  it.each(['/', '/check', `/c/${ID}`, '/c/%F0%9F%90%9D'])('%s leads back to it', (path) => {
    expect(pathOf(routeOf(path))).toBe(path);
  });
});

describe('a pasted link', () => {
  it.each([
    ['is taken from this server', `${ORIGIN}/c/${ID}`, { callId: ID, token: null }],
    ['may have space around it', `  ${ORIGIN}/c/${ID}\n`, { callId: ID, token: null }],
    ['may carry a query and a hash', `${ORIGIN}/c/${ID}?from=mail#top`, { callId: ID, token: null }],
    ['may be a path alone', `/c/${ID}`, { callId: ID, token: null }],
    ['may lack its scheme', `parley.example/c/${ID}`, { callId: ID, token: null }],
    ['may bring a token', `${ORIGIN}/c/${ID}#token=a.b.c`, { callId: ID, token: 'a.b.c' }],
    ['may be a bare id', ID, { callId: ID, token: null }],
    ['of another server leads there', `http://10.0.0.7:3000/c/${ID}`, { elsewhere: `http://10.0.0.7:3000/c/${ID}` }],
    ['to another page is none', `${ORIGIN}/about`, null],
    ['must be a web address', `ftp://parley.example/c/${ID}`, null],
    ['cannot be a few words', 'see you later', null],
    ['cannot be empty', '', null],
  ])('%s', (_, text, link) => {
    expect(pastedLink(text, ORIGIN)).toEqual(link);
  });
});
