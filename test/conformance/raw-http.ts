// A request that fetch does not let a test make: with a Host of its own choice.
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';

/** GET at this server under another Host; answers the JSON. */
export async function getWithHost(url: string, path: string, host: string): Promise<unknown> {
  const [response] = (await once(get(new URL(path, url), { headers: { Host: host } }), 'response')) as [
    IncomingMessage,
  ];
  return json(response);
}
