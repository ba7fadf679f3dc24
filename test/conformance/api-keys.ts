// The API keys of the suite's own servers: two, of which the second is used.
export const OWN_API_KEY = 'conformance-key-0123456789abcdef';
export const OWN_API_KEYS = `the-first-of-two-keys,${OWN_API_KEY}`;
