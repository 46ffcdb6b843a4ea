/** Proxies of the environment (docs: "Using a proxy server with a runner"). */
import { checkBypass } from '@actions/http-client/lib/proxy';
import { ServerText } from '../text/server-text.ts';
import { isLoopback } from '../values/address.ts';
import { HttpFailure } from './failure.ts';
import type { ProxyServer } from './tunnel.ts';

/**
 * The proxy that leads there; undefined where none does. This machine's own addresses are never asked for by a proxy,
 * which would read what is sent to them. The variables are those of the Actions toolkit, and the small name comes
 * first. The toolkit itself takes the host of `proxy.example:3128` for a scheme, and where it cannot read the value it
 * goes without a proxy.
 * @throws HttpFailure `proxy-address` where the variable holds no address of a proxy: it names the variable, never
 * its value, which may hold a password
 */
export function proxyFor(place: URL): ProxyServer | undefined {
  if (isLoopback(place) || checkBypass(place)) return undefined;
  const name = place.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  for (const variable of [name, name.toUpperCase()]) {
    const value = process.env[variable]?.trim();
    if (value) return readProxy(variable, value);
  }
  return undefined;
}

function readProxy(variable: string, value: string): ProxyServer {
  const unusable = (why: string) =>
    new HttpFailure(
      'proxy-address',
      'not sent',
      new ServerText('', `the variable ${variable} ${why} (its value may hold a password and is not shown)`),
    );
  if (/[\s"'`<>\\]/.test(value)) throw unusable('holds a blank or a quotation mark');
  const text = value.includes('://') ? value : `http://${value}`;
  if (!/^https?:/i.test(text)) throw unusable('is of a kind that is not known: only http and https are');
  const unescaped = `is no address: in a user name or password, write # as %23, % as %25, / as %2F and @ as %40`;
  if (!URL.canParse(text)) throw unusable(unescaped);
  const { origin, hostname, username, password, search, hash, pathname } = new URL(text);
  if (search || hash || pathname !== '/') throw unusable(unescaped);
  if (!/^(?:[a-z\d._-]+|\[[\da-f:.]+\])$/.test(hostname)) throw unusable('names no host');
  if (!username && !password) return { origin, authorization: undefined };
  const credentials = decoded(`${username}:${password}`);
  if (credentials === undefined) throw unusable(unescaped);
  return { origin, authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // A `%` that begins nothing: the caller says so.
    return undefined;
  }
}
