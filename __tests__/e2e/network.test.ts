import { afterEach, describe, expect, it } from 'vitest';
import { runAction } from '../runner/runner.ts';
import { type Behind, type LocalProxy, startProxy } from '../support/proxy.ts';
import { type GitHubTwin, startGitHubTwin } from '../twins/github/twin.ts';
import { type SlackTwin, startSlackTwin } from '../twins/slack/twin.ts';
import { demoTokens } from '../twins/slack/workspace.ts';
import { repository, testToken, world } from '../worlds/builder.ts';
import { emptyConfig, pull, smallWorld } from './stage.ts';

interface Stage {
  readonly github: GitHubTwin;
  readonly slack: SlackTwin;
  readonly proxy: LocalProxy;
}

const stages: Stage[] = [];
afterEach(async () => {
  const played = stages.splice(0);
  await Promise.all(
    played.flatMap(({ github, slack, proxy }) => [github, slack, proxy]).map((one) => one.close()),
  );
});

/** A run whose GitHub and Slack are known to nobody but a proxy. */
async function behindProxy(
  hosts: (stage: Omit<Stage, 'proxy'>) => Record<string, Behind>,
  options: {
    readonly apiUrl: string | ((github: GitHubTwin) => string);
    readonly serverUrl?: string;
    readonly env?: (proxy: LocalProxy) => Record<string, string>;
    readonly inputs?: Record<string, string>;
  },
) {
  const [github, slack] = await Promise.all([
    startGitHubTwin({
      world: world([
        ...smallWorld().repositories,
        ...Array.from({ length: 60 }, (_, index) =>
          repository(`acme/r${index}`, {}, [pull({ number: 1, hoursAgo: 60 })]),
        ),
      ]),
    }),
    startSlackTwin(),
  ]);
  const proxy = await startProxy(hosts({ github, slack }));
  stages.push({ github, slack, proxy });
  const played = await runAction({
    token: testToken,
    checkout: emptyConfig,
    apiUrl: typeof options.apiUrl === 'string' ? options.apiUrl : options.apiUrl(github),
    serverUrl: options.serverUrl ?? 'https://github.test',
    inputs: {
      'slack-bot-token': demoTokens.good.token,
      'slack-channel': '#reviews',
      'slack-api-url': 'https://slack.test/api/',
      ...options.inputs,
    },
    env: {
      NODE_EXTRA_CA_CERTS: proxy.certificateFile,
      ...(options.env?.(proxy) ?? { HTTPS_PROXY: proxy.url }),
    },
  });
  return { ...played, proxy, slack, github };
}

const both = ({ github, slack }: Omit<Stage, 'proxy'>) => ({
  'api.github.test': { origin: github.apiUrl },
  'slack.test': { origin: new URL(slack.apiUrl).origin },
});

describe('behind a proxy', () => {
  it.each(['HTTPS_PROXY', 'https_proxy'])('%s leads to GitHub and to Slack', async (name) => {
    const played = await behindProxy(both, {
      apiUrl: 'https://api.github.test',
      env: ({ url }) => ({ [name]: url }),
    });
    expect(played.exitCode, played.text).toBe(0);
    expect(played.outputs).toMatchObject({ count: '2', delivered: 'posted' });
    expect(new Set(played.proxy.asked)).toEqual(new Set(['api.github.test:443', 'slack.test:443']));
    expect(played.slack.messages('reviews')).toHaveLength(1);
  });

  it.each(['127.0.0.1', 'localhost', 'robot:secret-word@localhost'])(
    'it may be written without its scheme (%s)',
    async (host) => {
      const played = await behindProxy(both, {
        apiUrl: 'https://api.github.test',
        env: ({ url }) => ({ HTTPS_PROXY: url.replace('http://127.0.0.1', host) }),
      });
      expect(played.outputs, played.text).toMatchObject({ count: '2', delivered: 'posted' });
      expect(new Set(played.proxy.asked)).toEqual(new Set(['api.github.test:443', 'slack.test:443']));
    },
  );

  it("this machine's own addresses are asked for by none, however they are written", async () => {
    const played = await behindProxy(both, {
      apiUrl: ({ apiUrl }) => apiUrl.replace('127.0.0.1', '[::ffff:7f00:1]'),
      env: ({ url }) => ({ HTTP_PROXY: url, HTTPS_PROXY: url }),
      inputs: { 'dry-run': 'true', 'slack-bot-token': '', 'slack-channel': '', 'slack-api-url': '' },
    });
    expect(played.outputs, played.text).toMatchObject({ count: '2' });
    expect(played.proxy.asked).toEqual([]);
  });

  it.each(['GitHub', 'Slack'])(
    'that refuses to lead to %s means that nothing was sent, and says so',
    async (whom) => {
      const hosts = ({ github, slack }: Omit<Stage, 'proxy'>): Record<string, Behind> =>
        whom === 'GitHub'
          ? { 'slack.test': { origin: new URL(slack.apiUrl).origin } }
          : { 'api.github.test': { origin: github.apiUrl } };
      const played = await behindProxy(hosts, { apiUrl: 'https://api.github.test' });
      expect(played.exitCode).toBe(1);
      expect(played.outputs['delivered']).toBe(whom === 'GitHub' ? 'posted' : 'failed');
      expect(played.annotations[0]?.message).toMatch(
        whom === 'GitHub'
          ? /the proxy refuses to connect to GitHub.*HTTP 403.*HTTPS_PROXY/
          : /Slack could not be reached: the proxy refuses to connect to it: HTTP 403\..*HTTPS_PROXY/,
      );
      expect(played.durationMs).toBeLessThan(5000);
      expect(played.proxy.asked.length).toBeLessThan(5);
    },
  );
});

describe('a proxy whose address cannot be used', () => {
  const broken = { HTTPS_PROXY: 'http://robot:hun#ter@proxy.test:8080' };
  const shown = (played: { output: string; summary: string; outputs: unknown; report: unknown }) =>
    [played.output, played.summary, JSON.stringify([played.outputs, played.report])].join('\n');

  it.each([
    ['GitHub', broken.HTTPS_PROXY],
    ['Slack', broken.HTTPS_PROXY],
    ['GitHub', 'socks5://robot:hunter@proxy.test:1080'],
    ['Slack', 'socks5://robot:hunter@proxy.test:1080'],
    ['GitHub', '"http://robot:hunter@proxy.test:8080"'],
    ['GitHub', 'robot:hun%ter@proxy.test:8080'],
  ])('towards %s (%s) is told by its variable, never by its value', async (whom, HTTPS_PROXY) => {
    const played = await behindProxy(both, {
      apiUrl: whom === 'GitHub' ? 'https://api.github.test' : ({ apiUrl }) => apiUrl,
      env: () => ({ HTTPS_PROXY }),
    });
    expect(played.exitCode).toBe(1);
    expect(played.outputs['delivered']).toBe('failed');
    expect(played.text).toContain("the proxy's address cannot be used");
    expect(played.report).toBeDefined();
    expect(played.text).toContain('HTTPS_PROXY');
    expect(shown(played)).not.toMatch(/robot|hun[#%]?ter/);
    expect(played.durationMs).toBeLessThan(5000);
  });

  it.each([
    [{ ...broken, NO_PROXY: '*' }, {}],
    [broken, { 'dry-run': 'true', 'slack-bot-token': '', 'slack-channel': '', 'slack-api-url': '' }],
  ])('is no matter where none is needed', async (env, inputs) => {
    const played = await behindProxy(both, {
      apiUrl: ({ apiUrl }) => apiUrl,
      env: () => env,
      inputs: {
        'slack-api-url': '',
        ...inputs,
        'dry-run': 'true',
        'slack-bot-token': '',
        'slack-channel': '',
      },
    });
    expect(played.exitCode, played.text).toBe(0);
    expect(played.outputs).toMatchObject({ count: '2', delivered: 'dry-run' });
  });
});

describe('a certificate that is not accepted', () => {
  const remedy = /certificate of what answered for .*NODE_EXTRA_CA_CERTS/;

  it('of GitHub ends the run at once, with the remedy', async () => {
    const played = await behindProxy(both, {
      apiUrl: 'https://api.github.test',
      env: ({ url }) => ({ HTTPS_PROXY: url, NODE_EXTRA_CA_CERTS: '' }),
    });
    expect(played.exitCode).toBe(1);
    expect(played.annotations[0]?.message).toMatch(remedy);
    expect(played.durationMs).toBeLessThan(5000);
  });

  it('of Slack means that nothing was sent', async () => {
    const played = await behindProxy(both, {
      apiUrl: ({ apiUrl }) => apiUrl,
      env: ({ url }) => ({ HTTPS_PROXY: url, NODE_EXTRA_CA_CERTS: '' }),
    });
    expect(played.outputs).toMatchObject({ count: '2', delivered: 'failed' });
    expect(played.annotations[0]?.message).toMatch(remedy);
  });
});

describe('a GitHub Enterprise Server', () => {
  const server = ({ github, slack }: Omit<Stage, 'proxy'>) => ({
    'git.acme.test': {
      origin: github.apiUrl,
      path: (path: string) => path.replace(/^\/api\/graphql$/, '/graphql').replace(/^\/api\/v3/, ''),
    },
    'slack.test': { origin: new URL(slack.apiUrl).origin },
  });

  it('is asked under its own addresses, and all links of ours lead there', async () => {
    const played = await behindProxy(server, {
      apiUrl: 'https://git.acme.test/api/v3',
      serverUrl: 'https://git.acme.test',
      env: ({ url }) => ({
        HTTPS_PROXY: url,
        GITHUB_GRAPHQL_URL: 'https://git.acme.test/api/graphql',
      }),
      inputs: { repositories: 'acme/*', 'max-listed': '1' },
    });
    expect(played.outputs, played.text).toMatchObject({ delivered: 'posted', count: '62' });
    expect(new Set(played.proxy.asked)).toEqual(new Set(['git.acme.test:443', 'slack.test:443']));
    const message = JSON.stringify(played.slack.messages('reviews')[0]?.blocks);
    expect(message).toContain('and 61 more');
    expect(message).toContain('https://git.acme.test/acme/web/actions/runs/1234567890');
  });

  it('without an address for GraphQL is asked beside its REST address, never elsewhere', async () => {
    const played = await behindProxy(server, {
      apiUrl: 'https://git.acme.test/api/v3',
      serverUrl: 'https://git.acme.test',
      env: ({ url }) => ({ HTTPS_PROXY: url, GITHUB_GRAPHQL_URL: '' }),
    });
    expect(played.outputs, played.text).toMatchObject({ delivered: 'posted', count: '2' });
    expect(new Set(played.proxy.asked)).toEqual(new Set(['git.acme.test:443', 'slack.test:443']));
  });
});
