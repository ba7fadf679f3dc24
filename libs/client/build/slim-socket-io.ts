// Socket.IO's client without what this library never asks of it: binary messages, WebTransport, XMLHttpRequest, addresses
// that are not an origin, browsers without fetch or URL. What a connection does, and on which transports, is untouched.
// Each line replaces one whole file, so an update of Socket.IO that moves one of them stops the build and is looked at.
import type { Plugin } from 'vite';

/** The file, below its package's build, and what stands in its place: only the exports that are used. */
const REPLACEMENTS: Readonly<Record<string, string>> = {
  // Signals are JSON. A binary frame, which no Parley server sends, closes the transport as a parse error does.
  'socket.io-parser/build/esm/is-binary.js': `
    export const isBinary = () => false;
    export const hasBinary = isBinary;`,
  'socket.io-parser/build/esm/binary.js': `
    export const deconstructPacket = undefined;
    export const reconstructPacket = undefined;`,
  'engine.io-parser/build/esm/encodePacket.browser.js': `
    import { PACKET_TYPES } from './commons.js';
    export const encodePacket = ({ type, data = '' }, _, done) => done(PACKET_TYPES[type] + data);
    export const encodePacketToBinary = undefined;`,
  'engine.io-parser/build/esm/decodePacket.browser.js': `
    import { ERROR_PACKET, PACKET_TYPES_REVERSE } from './commons.js';
    export const decodePacket = (text) => {
      const type = PACKET_TYPES_REVERSE[text[0]];
      return type ? { type, data: text.slice(1) } : ERROR_PACKET;
    };`,
  // Socket.IO's own polling by fetch, under the name by which it asks for polling.
  'engine.io-client/build/esm/transports/polling-xhr.js': `
    export { Fetch as XHR } from './polling-fetch.js';`,
  'engine.io-client/build/esm/transports/webtransport.js': `
    export const WT = undefined;`,
  // The one address is an origin.
  'socket.io-client/build/esm/url.js': `
    export const url = (uri) => ({ source: uri, id: uri, path: '/' });`,
  'engine.io-client/build/esm/contrib/parseuri.js': `
    export const parse = (uri) => {
      const { protocol, hostname, port } = new URL(uri);
      return { protocol: protocol.slice(0, -1), host: hostname.replace(/[[\\]]/g, ''), port };
    };`,
  'engine.io-client/build/esm/contrib/parseqs.js': `
    export const encode = (query) => String(new URLSearchParams(query));
    export const decode = undefined;`,
  // Shims for browsers without Promise or globalThis.
  'engine.io-client/build/esm/globals.js': `
    export const nextTick = queueMicrotask;
    export const globalThisShim = globalThis;
    export const defaultBinaryType = 'arraybuffer';
    export const createCookieJar = undefined;`,
  'engine.io-client/build/esm/util.js': `
    export const pick = () => ({});
    export const installTimerFunctions = (target) => {
      target.setTimeoutFn = (...timer) => setTimeout(...timer);
      target.clearTimeoutFn = (timer) => clearTimeout(timer);
    };
    export const byteLength = (text) => new TextEncoder().encode(text).length;
    export const randomString = () => Math.random().toString(36).slice(2);`,
};

const LIBRARY = /\/node_modules\/((?:socket|engine)\.io-(?:client|parser)\/build\/.*)$/;

/** @throws Error at the end of the build, when a file that is to be replaced was not met */
export function slimSocketIo(): Plugin {
  const missing = new Set(Object.keys(REPLACEMENTS));
  return {
    name: 'slim-socket-io',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      const file = LIBRARY.exec(id)?.[1] ?? '';
      missing.delete(file);
      return REPLACEMENTS[file] ?? null;
    },
    buildEnd(error) {
      if (!error && missing.size > 0) {
        throw new Error(`Socket.IO's client has no such files any more: ${[...missing].join(', ')}.`);
      }
    },
  };
}
