// The REST doors through plain fetch: a status, headers and what the JSON says; it judges nothing.

export interface Answer<Body = unknown> {
  status: number;
  headers: Headers;
  /** Undefined without a body; the text itself where it is not JSON. */
  body: Body;
}

export interface RequestOptions {
  /** A secret or an API key. */
  bearer?: string | undefined;
  headers?: Record<string, string>;
  /** Goes as it is, in the place of a JSON body. */
  raw?: string | Uint8Array<ArrayBuffer>;
  signal?: AbortSignal;
}

export type Query = Record<string, string | number | undefined>;

/** `/path?a=1`, less what is undefined. */
export function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

export class RestApi {
  readonly url: string;
  readonly prefix: string;

  constructor(url: string, prefix = '/api/v1') {
    this.url = url;
    this.prefix = prefix;
  }

  get<Body = unknown>(path: string, options?: RequestOptions): Promise<Answer<Body>> {
    return this.send<Body>('GET', path, undefined, options);
  }

  post<Body = unknown>(path: string, body?: unknown, options?: RequestOptions): Promise<Answer<Body>> {
    return this.send<Body>('POST', path, body, options);
  }

  patch<Body = unknown>(path: string, body?: unknown, options?: RequestOptions): Promise<Answer<Body>> {
    return this.send<Body>('PATCH', path, body, options);
  }

  delete<Body = unknown>(path: string, options?: RequestOptions): Promise<Answer<Body>> {
    return this.send<Body>('DELETE', path, undefined, options);
  }

  async send<Body>(
    method: string,
    path: string,
    body?: unknown,
    { bearer, headers = {}, raw, signal }: RequestOptions = {},
  ): Promise<Answer<Body>> {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(`${this.url}${this.prefix}${path}`, {
      method,
      headers: {
        ...(raw === undefined && body !== undefined && { 'Content-Type': 'application/json' }),
        ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }),
        ...headers,
      },
      ...(payload !== undefined && { body: payload }),
      ...(signal && { signal }),
    });
    const text = await response.text();
    const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
    const parsed: unknown = text === '' ? undefined : isJson ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body: parsed as Body };
  }
}

/** The REST doors of the server at this URL. */
export function api(url: string): RestApi {
  return new RestApi(url);
}
