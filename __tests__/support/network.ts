import { afterEach, vi } from 'vitest';
import { Network } from '../../src/http/network.ts';
import { Servers } from './servers.ts';

/** Servers, and a fresh way to them for each test; both end with it, as do its variables of the environment. */
export function networkForTests() {
  const used = { servers: new Servers(), network: new Network() };
  afterEach(async () => {
    vi.unstubAllEnvs();
    await used.network.close();
    used.network = new Network();
    await used.servers.close();
  });
  return used;
}
