// webrtc-adapter as bundlers find it. In /parley/adapter.js the build puts another in the place of this module.
export const loadAdapter = (): Promise<unknown> => import('./webrtc-adapter.ts');
