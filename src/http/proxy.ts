/** Proxies of the environment (docs: "Using a proxy server with a runner"). */
import { checkBypass, getProxyUrl } from '@actions/http-client/lib/proxy';
import { isLoopback } from '../terms/address.ts';
import { ServerText } from '../text/server-text.ts';
import { HttpFailure } from './failure.ts';

/**
 * The proxy that leads there, its user name and password decoded; undefined where none does. This machine's own
 * addresses are never asked for by a proxy, which would read what is sent to them.
 * @throws HttpFailure `proxy-address` where the variable holds no address of a proxy: it names the variable, never
 * its value, which may hold a password
 */
export function proxyFor(place: URL): URL | undefined {
  if (isLoopback(place) || checkBypass(place)) return undefined;
  const name = place.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const variable = [name, name.toUpperCase()].find((one) => process.env[one]);
  if (variable === undefined) return undefined;
  const why = flawOf(process.env[variable] ?? '');
  if (why !== undefined)
    throw new HttpFailure(
      'proxy-address',
      'not sent',
      new ServerText('', `the variable ${variable} ${why} (its value may hold a password and is not shown)`),
    );
  return getProxyUrl(place);
}

/** What keeps a proxy's address from being used. The toolkit adds a scheme where there is none. */
function flawOf(value: string): string | undefined {
  if (/[\s"'`<>\\]/.test(value)) return 'holds a blank or a quotation mark';
  const [, scheme] = /^([a-z][a-z\d+.-]*):\/\//i.exec(value) ?? [];
  if (scheme !== undefined && !/^https?$/i.test(scheme))
    return 'is of a kind that is not known: only http and https are';
  const text = scheme === undefined ? `http://${value}` : value;
  const unescaped =
    'is no address: in a user name or password, write # as %23, % as %25, / as %2F and @ as %40';
  if (!URL.canParse(text)) return unescaped;
  const { hostname, username, password, search, hash, pathname } = new URL(text);
  if (!hostname || search || hash || pathname.length > 1) return unescaped;
  return isDecodable(username) && isDecodable(password) ? undefined : unescaped;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
