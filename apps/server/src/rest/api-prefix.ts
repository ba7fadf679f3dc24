/** Below it stand all routes of the contract but health and metrics. */
export const API_PREFIX = 'api/v1';
