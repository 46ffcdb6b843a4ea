import { describe, expect, it } from 'vitest';
import { fetchAvailability } from '../../src/github/availability.ts';
import { pull, repository, world } from '../worlds/builder.ts';
import { withApi } from './fetching.ts';

const busy = { login: 'Ada', type: 'User', busy: true } as const;
const there = { login: 'ben', type: 'User' } as const;
const small = world([repository('acme/web', {}, [pull({ number: 1, requested: [busy, there] })])]);

type Options = Omit<Parameters<typeof withApi>[1], 'use'>;
const ask = (logins: readonly string[], options: Options = {}) =>
  withApi(small, {
    ...options,
    use: async (api, { query, run }, { requests, notes }) => {
      const found = await fetchAvailability(api, logins, { options: query, serverUrl: run.serverUrl });
      return { ...found, requests: requests.length, notes: [...notes] };
    },
  });

describe('who is away', () => {
  it('is asked of all at once, and told by login in any case', async () => {
    const found = await ask(['ada', 'ben']);
    expect([...found.busy]).toEqual(['ada']);
    expect(found).toMatchObject({ unknown: 0, failure: undefined, requests: 1 });
  });

  it('is nobody whom GitHub does not know as a person', async () => {
    expect(await ask(['nobody', 'ada'])).toMatchObject({ busy: new Set(['ada']), unknown: 0 });
  });

  it.each([['User.status'], ['UserStatus.indicatesLimitedAvailability']])(
    'is nobody on a server without %s, and the log says so',
    async (field) => {
      const found = await ask(['ada', 'ben'], { twin: { without: [field] } });
      expect(found).toMatchObject({ busy: new Set(), unknown: 0 });
      expect(found.notes.join()).toMatch(/so nobody counts as busy/);
    },
  );

  it('is nobody where GitHub refuses to tell, and that is told', async () => {
    const found = await ask(['ada'], { faults: [{ kind: 'forbidden' }] });
    expect(found).toMatchObject({ busy: new Set(), unknown: 1 });
    expect(found.failure?.meaning).toBeDefined();
  });
});
