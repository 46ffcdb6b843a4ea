/** Addresses that secrets are sent to. */

/** The address, or undefined where a text is none. */
export function parseAddress(text: string): URL | undefined {
  return /\s/.test(text) || !URL.canParse(text) ? undefined : new URL(text);
}

/** Whether secrets may go there: they travel over https, or do not leave this machine. */
export function isConfidential(address: URL): boolean {
  return address.protocol === 'https:' || (address.protocol === 'http:' && isLoopback(address));
}

/**
 * Whether an address is this machine: `localhost`, 127.0.0.0/8 in all its forms (URL writes them in one), also as
 * IPv6. Names below `localhost` are not, since it is the resolver's choice where they lead.
 */
export function isLoopback({ hostname }: URL): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/.test(hostname);
}
