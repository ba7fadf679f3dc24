// The library behind adapter.ts, as a module of its own: a chunk in the package, parley/webrtc-adapter.js for scripts.
import 'webrtc-adapter';
