/** What is drawn for one run: a world, what is asked of it, and what goes wrong. The same seed draws the same. */
import type { Fault, FaultKind } from '../__tests__/twins/github/fault.ts';
import type { World, WorldRepository } from '../__tests__/twins/github/world.ts';
import type { SlackFault, SlackFaultKind } from '../__tests__/twins/slack/fault.ts';
import { at, repository } from '../__tests__/worlds/builder.ts';
import { Random } from '../__tests__/worlds/random.ts';
import { manyWorld, realWorld } from '../__tests__/worlds/real.ts';

/** What the run is asked, in a form that the oracle understands without the action's own code. */
export interface Question {
  /** `owner/name`s as they are written in the input. */
  readonly repositories: readonly string[];
  readonly branch: Branch;
  /** ms */
  readonly threshold: number;
  readonly includeDrafts: boolean;
  readonly withoutBots: boolean;
  readonly notifyWhenClear: boolean;
  readonly webhook: boolean;
  readonly dryRun: boolean;
}

export interface Scene {
  readonly world: World;
  readonly question: Question;
  readonly inputs: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
  readonly slackFaults: readonly SlackFault[];
  readonly around: readonly Surrounding[];
  /** Private repositories that only a pattern chooses, in a public run. */
  readonly hidden: readonly string[];
}

/** A value of the input `branch`, and what it means. */
export interface Branch {
  readonly input: string;
  readonly watches: (base: string, defaultBranch: string | null) => boolean;
}

const branches: readonly [Branch, ...Branch[]] = [
  { input: '', watches: (base, defaultBranch) => base === defaultBranch },
  { input: '', watches: (base, defaultBranch) => base === defaultBranch },
  { input: '**', watches: () => true },
  { input: 'main, master', watches: (base) => base === 'main' || base === 'master' },
  { input: 'release-*', watches: (base) => /^release-[^/]*$/.test(base) },
  { input: '**, !main', watches: (base) => base !== 'main' },
];

const thresholds: readonly [readonly [string, number], ...(readonly [string, number])[]] = [
  ['', 86_400_000],
  ['12h', 43_200_000],
  ['5d', 432_000_000],
  ['0', 0],
];

/** Every kind that the twins know. A kind that is missing here does not compile. */
const githubKinds: Readonly<Record<FaultKind, 'passes' | 'limits' | 'waits' | 'stays'>> = {
  '502-html': 'passes',
  '502-json': 'passes',
  '504-html': 'passes',
  '500-json': 'passes',
  'endless-500': 'passes',
  '503': 'passes',
  '200-something-wrong': 'passes',
  'resource-limits': 'passes',
  'null-nodes': 'passes',
  'null-list': 'passes',
  set: 'passes',
  beside: 'passes',
  'echo-502': 'passes',
  reset: 'passes',
  'cut-body': 'passes',
  'cut-json': 'passes',
  'endless-cursor': 'passes',
  'wrong-shape': 'passes',
  'huge-body': 'passes',
  '403-secondary': 'limits',
  '200-secondary': 'limits',
  'rate-limited': 'limits',
  'no-answer': 'waits',
  slow: 'waits',
  echo: 'stays',
  answer: 'stays',
  'pathless-error': 'stays',
  '401': 'stays',
  'not-found': 'stays',
  forbidden: 'stays',
  'ip-allow-list': 'stays',
};

/** Lists that the schema lets be null. */
const nullable: readonly [string, ...string[]] = [
  'pullRequests',
  'pullRequests',
  'pullRequests',
  'reviews',
  'labels',
  'reviewRequests',
  'events',
  'assignees',
];

/** Values that GitHub never sends, and what is to be done without; an address can be made anew. */
const wrongValues: readonly [NonNullable<Fault['field']>, ...NonNullable<Fault['field']>[]] = [
  { key: 'totalCount', value: 1e9 },
  { key: 'totalCount', value: -1 },
  { key: 'number', value: 1.5 },
  { key: 'createdAt', value: '0000-01-01T00:00:00Z' },
  { key: 'additions', value: -1 },
  { key: 'url', value: 'javascript:alert(1)' },
  { key: 'title', value: 'A'.repeat(50_000) },
  { key: 'open_issues_count', value: 1e300 },
  { key: 'rateLimit', value: { cost: 1e300, remaining: -1, resetAt: 'garbage' } },
];

const slackKinds: Readonly<Record<SlackFaultKind, true>> = {
  '429': true,
  '429-no-header': true,
  '500': true,
  '503-html': true,
  'html-200': true,
  redirect: true,
  reset: true,
  'no-answer': true,
  'stored-then-reset': true,
  'stored-then-no-answer': true,
  'stored-then-cut': true,
  error: true,
  'stored-error': true,
  'stored-odd': true,
  'too-large': true,
  echo: true,
  'echo-refusal': true,
};

/** What is wrong around the run: the proxy to Slack, and the runner's files. */
export const surroundings = [
  'proxy-leads',
  'proxy-refuses',
  'proxy-closes',
  'proxy-silent',
  'summary-unwritable',
  'folder-unwritable',
] as const;
export type Surrounding = (typeof surroundings)[number];

type Kind =
  | { readonly of: 'github'; readonly kind: FaultKind }
  | { readonly of: 'slack'; readonly kind: SlackFaultKind }
  | { readonly of: 'surrounding'; readonly kind: Surrounding };

/** All kinds, in an order in which every stretch of runs meets each about as often. */
export const kinds: readonly Kind[] = [
  ...keys(githubKinds).map((kind) => ({ of: 'github', kind }) as const),
  ...keys(slackKinds).map((kind) => ({ of: 'slack', kind }) as const),
  ...surroundings.map((kind) => ({ of: 'surrounding', kind }) as const),
];

/** @param now ms since 1970 @param index of the run */
export function drawScene(seed: number, index: number, now: number): Scene {
  const random = new Random(seed * 1_000_003 + index);
  const { world, asked, hidden } = drawWorld(random, now);
  const branch = random.pick(branches);
  const [threshold, thresholdMs] = random.pick(thresholds);
  const faults: Fault[] = [];
  const slackFaults: SlackFault[] = [];
  const around: Surrounding[] = [];
  for (const { of, kind } of drawKinds(random, index)) {
    if (of === 'github') faults.push(drawFault(random, kind, asked));
    else if (of === 'slack') slackFaults.push(drawSlackFault(random, kind));
    // A run has one proxy.
    else if (!(kind.startsWith('proxy-') && around.some((one) => one.startsWith('proxy-'))))
      around.push(kind);
  }
  // A webhook has no answer with a code after it has stored a message.
  const needsBot = slackFaults.some(({ kind }) => kind === 'stored-error');
  const question: Question = {
    repositories: asked,
    branch,
    threshold: thresholdMs,
    includeDrafts: random.chance(0.2),
    withoutBots: random.chance(0.2),
    // Where Slack is to fail, there must be something to say.
    notifyWhenClear: random.chance(0.3) || slackFaults.length > 0 || around.length > 0,
    webhook: random.chance(0.25) && !needsBot && around.length === 0,
    dryRun: random.chance(0.1),
  };
  return {
    world,
    question,
    inputs: {
      repositories: [...asked, ...(hidden.length > 0 ? ['acme/*'] : [])].join('\n'),
      branch: branch.input,
      threshold,
      'include-drafts': String(question.includeDrafts),
      authors: question.withoutBots ? '!*[bot]' : '',
      'notify-when-clear': String(question.notifyWhenClear),
      'dry-run': String(question.dryRun),
    },
    faults,
    slackFaults,
    around,
    hidden,
  };
}

/** One repository to forty, empty to large; sometimes one that is absent, renamed, closed by SAML, without commits. */
function drawWorld(random: Random, now: number): { world: World; asked: string[]; hidden: string[] } {
  const seed = random.whole(1, 1_000_000);
  const large = random.chance(0.6) ? realWorld({ now, seed, size: random.whole(1, 450) }).repositories : [];
  const many = random.chance(0.1);
  const small = manyWorld({
    now,
    seed,
    repositories: many ? random.whole(15, 40) : random.whole(large.length > 0 ? 0 : 1, 5),
    pulls: many || random.chance(0.8) ? random.whole(0, 25) : random.whole(90, 220),
  });
  const repositories = [...large, ...small.repositories];
  if (random.chance(0.05)) repositories.push(repository('acme/empty', { defaultBranch: null }));
  if (random.chance(0.05)) repositories.push(sealed(now));
  const asked = repositories.map(({ nameWithOwner }) => nameWithOwner);
  if (random.chance(0.08)) asked.push('acme/absent');
  const [first] = repositories;
  if (first && random.chance(0.1)) {
    first.renamedFrom = ['acme/former'];
    asked[0] = 'acme/former';
  }
  const hidden = random.chance(0.2) ? drawHidden(random, now) : [];
  const names = hidden.map(({ nameWithOwner }) => nameWithOwner);
  const tokens = small.tokens.map((one) =>
    names.length > 0 ? { ...one, kind: 'app' as const, sees: 'all' as const } : one,
  );
  return { world: { repositories: [...repositories, ...hidden], tokens }, asked, hidden: names };
}

/** It has something open: REST tells how much, so an empty one need not be looked at. */
function sealed(now: number): WorldRepository {
  return repository('acme/sealed', { saml: true }, [at(now).pull({ number: 1 })]);
}

/** Names, titles, branches and labels that a public run must not show: each holds the word. */
export const hiddenWord = 'confidential';

function drawHidden(random: Random, now: number): WorldRepository[] {
  const { repositories } = manyWorld({
    now,
    seed: random.whole(1, 1_000_000),
    repositories: random.whole(1, 3),
    pulls: random.whole(1, 8),
  });
  return repositories.map((one, index) => ({
    ...one,
    nameWithOwner: `acme/${hiddenWord}-${index}`,
    isPrivate: true,
    pullRequests: one.pullRequests.map((pull) => ({
      ...pull,
      title: `${hiddenWord} ${pull.title}`,
      labels: [hiddenWord],
    })),
  }));
}

/** None in one of 20 runs, else one to three, of which the first goes round all kinds. */
function drawKinds(random: Random, index: number): Kind[] {
  const [first, ...others] = kinds;
  const own = kinds[index % kinds.length];
  if (!first || !own || random.chance(0.05)) return [];
  const draw = random.next();
  const more = draw < 0.6 ? 0 : draw < 0.88 ? 1 : 2;
  return [own, ...Array.from({ length: more }, () => random.pick([first, ...others]))];
}

/** Waits that GitHub names are short here, and those that last are few: pauses are real. */
function drawFault(random: Random, kind: FaultKind, asked: readonly string[]): Fault {
  const [first = '', ...others] = asked;
  const matching = random.chance(0.3) ? { repository: random.pick([first, ...others]) } : undefined;
  const aimed = matching && { matching };
  switch (githubKinds[kind]) {
    case 'passes':
    case 'stays': {
      const draw = random.next();
      const size = random.chance(0.2) ? { matching: { minPageSize: random.pick([20, 60]) } } : aimed;
      const often =
        draw < 0.35
          ? { nth: random.whole(1, 4) }
          : draw < 0.7
            ? { times: random.whole(1, 3) }
            : { from: random.whole(1, 4) };
      return {
        kind,
        when: { ...often, ...(githubKinds[kind] === 'passes' ? size : aimed) },
        every: random.whole(2, 40),
        part: random.pick(['nodes', 'parent']),
        connection: random.pick(
          kind === 'null-list' ? nullable : ['pullRequests', 'pullRequests', 'reviews'],
        ),
        missing: random.pick(['nodes', 'nodes', 'connection', 'element']),
        withError: random.chance(0.4),
        field: random.pick(wrongValues),
      };
    }
    case 'limits': {
      const forLong = random.chance(0.2);
      const times = random.whole(1, 3);
      // A limit without a time is waited for a minute: once is enough.
      const unnamed = random.chance(0.05);
      return {
        kind,
        when: {
          ...(forLong && kind === 'rate-limited' ? { from: times } : { times: unnamed ? 1 : times }),
          ...aimed,
        },
        retryAfter: unnamed ? null : random.whole(0, 2),
        resetIn: forLong ? 3600 : random.whole(1, 2),
      };
    }
    case 'waits': {
      const lasting = kind === 'no-answer' && random.chance(0.15);
      const when = lasting ? { from: random.whole(1, 3) } : { nth: random.whole(1, 3) };
      return {
        kind,
        when: { ...when, ...aimed },
        delayMs: random.chance(0.15) ? 16_000 : random.whole(200, 3000),
      };
    }
  }
}

/** Headers as relays and proxies were seen to write them. */
const oddWaits = ['0', '-5', '', '0.3', '1e9', 'Wed, 21 Oct 2026 07:28:00 GMT'];
const tooLong = 'must be less than 3001 characters [json-pointer:/blocks/2/elements/0/elements/0/text]';

function drawSlackFault(random: Random, kind: SlackFaultKind): SlackFault {
  const lasting = random.chance(kind.startsWith('429') ? 0.1 : 0.5);
  const when = lasting ? {} : { nth: random.chance(0.9) ? 1 : 2 };
  switch (kind) {
    case '429':
      return {
        kind,
        ...when,
        retryAfter: random.chance(0.5) ? random.pick(['0', ...oddWaits]) : lasting ? 90 : random.whole(0, 2),
      };
    case 'stored-error':
      return { kind, ...when, code: random.pick(['internal_error', 'fatal_error']) };
    case 'error':
      return {
        kind,
        ...when,
        code: random.pick([
          'internal_error',
          'not_in_channel',
          'invalid_blocks',
          'token_revoked',
          'ratelimited',
          'is_archived',
          'unknown_method',
          'constructor',
          '__proto__',
        ]),
      };
    case 'stored-odd':
      return {
        kind,
        ...when,
        answer: random.pick([
          { ts: null, channel: null, message: null },
          { ts: '::set-output name=count::0', channel: '##[add-mask]x', message: 5 },
        ]),
      };
    case 'too-large':
      return {
        kind,
        ...when,
        most: random.pick([3, 6, 10]),
        ...(random.chance(0.5) && { code: 'invalid_blocks', answer: { errors: [tooLong] } }),
      };
    case 'echo':
      return { kind, ...when, status: random.pick([200, 403, 404, 502]) };
    default:
      return { kind, ...when };
  }
}

function keys<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(record) as Key[];
}
