/** Every kind of failure: what it means to a person, and what cures it. */
import { certificateRemedy } from '../../values/certificate.ts';
import { type Topic, topicOf } from '../../values/topic.ts';

/** Kinds that pass by themselves: asking again may help. */
export const passing = [
  'timeout',
  'resource-limits',
  'too-large',
  'unavailable',
  'proxy',
  'dns',
  'refused',
  'unreachable',
  'server-error',
  'rate-limit',
  'secondary-limit',
] as const;

export type FailureKind =
  | (typeof passing)[number]
  | 'untrusted'
  | 'proxy-address'
  | 'proxy-refused'
  | 'redirected'
  | 'credentials'
  | 'not-found'
  | 'no-pull-request'
  | 'no-owner'
  | 'no-match'
  | 'forbidden'
  | 'contents'
  | 'checks'
  | 'scopes'
  | 'saml'
  | 'ip-allow-list'
  | 'token-policy'
  | 'taken-down'
  | 'suspended'
  | 'budget'
  | 'unsupported'
  | 'unexpected';

const behindProxy = 'Where the runner needs a proxy, set HTTPS_PROXY.';
const hostsWithoutProxy = 'Hosts that need no proxy go into NO_PROXY.';

/** What each kind means to a person, and what cures it. */
export const explanations: Readonly<
  Record<FailureKind, { readonly meaning: string; readonly remedy: string }>
> = {
  timeout: {
    meaning: 'GitHub did not answer in time',
    remedy: 'Re-run the job later; see githubstatus.com.',
  },
  'resource-limits': {
    meaning: "the question is beyond GitHub's resource limits",
    remedy: 'Re-run the job later; see githubstatus.com.',
  },
  'too-large': {
    meaning: 'GitHub answered with more than this action reads at once',
    remedy: 'Please report it; a narrower branch or fewer repositories may help until then.',
  },
  unavailable: {
    meaning: 'GitHub has trouble, or its answer came in pieces',
    remedy: 'Re-run the job later; see githubstatus.com.',
  },
  'proxy-address': {
    meaning: "the proxy's address cannot be used",
    remedy: `Mend it where the runner's environment is set. ${hostsWithoutProxy}`,
  },
  'proxy-refused': {
    meaning: 'the proxy refuses to connect to GitHub',
    remedy: `HTTP 407: put its user name and password into HTTPS_PROXY. HTTP 403: let the proxy allow GitHub's API. ${hostsWithoutProxy}`,
  },
  proxy: {
    meaning: 'the proxy could not be reached, or did not connect to GitHub',
    remedy: `Check the address in HTTPS_PROXY, and the proxy itself. ${hostsWithoutProxy}`,
  },
  dns: {
    meaning: "the runner finds no address for GitHub's API",
    remedy: `Check the runner's DNS and GITHUB_API_URL. ${behindProxy}`,
  },
  refused: {
    meaning: "nothing takes connections where GitHub's API should be",
    remedy: `Check GITHUB_API_URL, and whether the server runs. ${behindProxy}`,
  },
  unreachable: {
    meaning: "no connection to GitHub's API came about",
    remedy: `Check the runner's network and firewall. ${behindProxy}`,
  },
  redirected: {
    meaning: 'what answered for GitHub leads elsewhere, and the token does not go there',
    remedy:
      'Check GITHUB_API_URL, and whether a proxy or firewall wants a sign-in: it must let the runner through.',
  },
  'server-error': {
    meaning: 'GitHub answered that something is wrong on its side',
    remedy: 'Re-run the job later; see githubstatus.com.',
  },
  untrusted: {
    meaning: 'the certificate of what answered for GitHub is not accepted',
    remedy: `Certificates are the runner's: ${certificateRemedy}.`,
  },
  'rate-limit': {
    meaning: "the token's rate limit is used up",
    remedy: 'Run less often, or pass a token with a limit of its own (a GitHub App) as github-token.',
  },
  'secondary-limit': {
    meaning: 'GitHub throttles this token (secondary rate limit)',
    remedy: 'Run less often, and not at the same minute as other jobs that use the token.',
  },
  credentials: {
    meaning: 'GitHub does not accept the token',
    remedy: 'It is wrong, expired or revoked: store a new one in the secret that github-token names.',
  },
  'not-found': {
    meaning: 'GitHub shows this token no such repository',
    remedy:
      'Check the spelling. A private repository looks the same where the token may not read it: the token of a run sees its own ' +
      'repository and public ones; for others pass a GitHub App token as github-token.',
  },
  'no-pull-request': {
    meaning: 'there is no pull request with this number',
    remedy: 'Check the number: it may be that of an issue.',
  },
  'no-owner': {
    meaning: 'GitHub shows this token no such user or organization',
    remedy: 'Check the spelling of the owner before the "/".',
  },
  'no-match': {
    meaning: 'no repository that this token sees matches, archived ones and forks left aside',
    remedy:
      'Check the pattern, and what the token may see: private repositories are hidden from a token that was not granted them.',
  },
  forbidden: {
    meaning: 'the token may not read pull requests here',
    remedy:
      'Give the job "permissions: pull-requests: read" (naming one permission sets all others to none); an app or a fine-grained ' +
      'token needs "Pull requests: read" on this repository.',
  },
  contents: {
    meaning: 'the token may not read commits here, which fresh-reviews-only needs',
    remedy:
      'Add "contents: read" to the permissions of the job (an app or a fine-grained token: "Contents: read"), or switch ' +
      'fresh-reviews-only off.',
  },
  checks: {
    meaning: 'the token may not read checks here, which authors-turn: failing-checks needs',
    remedy:
      'Add "checks: read" and "statuses: read" to the permissions of the job (an app: "Checks: read" and "Commit statuses: read"; a ' +
      'fine-grained token: "Commit statuses: read"), or take failing-checks out of authors-turn.',
  },
  scopes: {
    meaning: 'the token lacks a scope',
    remedy: 'A classic personal token needs the scope repo for private repositories.',
  },
  saml: {
    meaning: "the organization's single sign-on (SAML) has not authorized the token",
    remedy:
      'Authorize the personal token for the organization (its settings: Configure SSO), or use a GitHub App token.',
  },
  'ip-allow-list': {
    meaning: "the organization's IP allow list keeps the runner out",
    remedy: "Use a runner inside the list, or add the runner's addresses.",
  },
  'token-policy': {
    meaning: "the organization's policy does not let in tokens of this kind",
    remedy:
      'Pass a GitHub App token as github-token, or a personal token as the policy wants it: fine-grained in place of classic or the ' +
      'other way round, with a shorter lifetime, or approved by an owner. Owners find the policy in the settings: Personal access tokens.',
  },
  'taken-down': {
    meaning: 'GitHub or the owner has blocked this repository',
    remedy:
      "Nobody can read it: take it out of repositories (!owner/name behind a pattern). Its owner finds the reason on the repository's page.",
  },
  suspended: {
    meaning: "the token's app or account is suspended",
    remedy:
      "An owner can unsuspend the app (the organization's settings: GitHub Apps); an account's holder turns to GitHub Support.",
  },
  budget: {
    meaning: "the token's points for this hour do not suffice for all repositories",
    remedy:
      'Pass a token with a larger limit of its own (a GitHub App) as github-token, run less often, or watch fewer repositories. ' +
      'The next run begins at other repositories.',
  },
  unsupported: {
    meaning: 'this GitHub server lacks what the question needs',
    remedy: 'Update GitHub Enterprise Server.',
  },
  unexpected: {
    meaning: 'GitHub answered what this action does not understand',
    remedy: 'Please report it, with this message.',
  },
};

/** What the log says of each kind: docs/troubleshooting.md has a row for each. */
export const meanings: ReadonlyMap<Topic, string> = new Map(
  Object.entries(explanations).map(([kind, { meaning }]) => [topicOf('github', kind), meaning]),
);
