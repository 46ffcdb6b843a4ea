/** What the look at GitHub says of the set-up: token, repositories, branches and filters. */
import type { Failed } from '../review/fetch-event.ts';
import { label, sanitize } from '../text/untrusted.ts';
import { formatZoned } from '../values/zone.ts';
import { reasonLine } from './cause.ts';
import type { CheckRow } from './check.ts';
import { elsewhereRemedy, elsewhereWords, matchesNothing, meantBranch, nearBranches } from './elsewhere.ts';
import { mayShow } from './redact.ts';
import { fullName, type Report, type ReportedRepository } from './report.ts';
import { firstOf, formatCount, plural, pullRequests } from './words.ts';

/** What is known of the token beside what it read. */
export interface TokenSeen {
  /** Of it, only how it begins is looked at. */
  readonly kind: string;
  /** Points left this hour; undefined where the server has no limits. */
  readonly limit: { readonly remaining: number; readonly resetAt: number } | undefined;
  /** Why GitHub did not even say that. */
  readonly failure: Failed | undefined;
}

/** By its beginning (docs: "GitHub's token formats"). */
const tokenKinds: readonly (readonly [prefix: string, kind: string])[] = [
  ['ghs_', "an installation's token: the run's own, or a GitHub App's"],
  ['github_pat_', 'a fine-grained personal token'],
  ['ghp_', 'a classic personal token'],
  ['gho_', 'a token of an OAuth app'],
  ['ghu_', 'a token that a GitHub App has for a person'],
];

export function tokenKind(token: string): string {
  return tokenKinds.find(([prefix]) => token.startsWith(prefix))?.[1] ?? 'a token of a kind not known here';
}

/** So many repositories have a row each; what has trouble comes first. */
const rowsAtMost = 20;
const namesShown = 5;

/** @param shown what the run may show */
export function gitHubRows(shown: Report, token: TokenSeen, granted: number | undefined): CheckRow[] {
  return [
    tokenRow(shown, token, granted),
    ...repositoryRows(shown),
    ...branchRows(shown),
    ...filterRows(shown),
  ];
}

function tokenRow(
  { settings, now }: Report,
  { kind, limit, failure }: TokenSeen,
  granted: number | undefined,
): CheckRow {
  const what = 'GitHub token';
  if (failure)
    return {
      what,
      state: 'does not work',
      seen: `${kind}; ${failure.meaning}`,
      said: failure.answer,
      remedy: failure.remedy,
      topic: failure.topic,
    };
  const points =
    limit === undefined
      ? 'no limit of points'
      : `${plural(limit.remaining, 'point')} left until ${formatZoned(limit.resetAt, settings.timezone, now)}`;
  const sees = granted === undefined ? '' : `, granted ${plural(granted, 'repository')}`;
  return { what, state: 'works', seen: `${kind}${sees}; ${points}` };
}

function repositoryRows(shown: Report): CheckRow[] {
  const { unreachable, repositories, unnamed } = shown;
  const missing = unreachable.map(
    (one): CheckRow => ({
      what: `repository ${label(one.repository)}`,
      state: 'does not work',
      seen: `${one.partly ? 'not looked at to the end' : 'could not be looked at'}: ${reasonLine(one)} (${sanitize(one.answer)})`,
      remedy: one.remedy,
      topic: one.topic,
    }),
  );
  const partly = new Set(unreachable.map(({ repository }) => repository.toLowerCase()));
  const read = repositories
    .filter(({ name, asked }) => !partly.has(name.toLowerCase()) && !partly.has(asked.toLowerCase()))
    .map((one) => readRow(one, shown));
  const sorted = [...missing, ...read.toSorted((one, other) => rank(one) - rank(other))];
  const rest = sorted.slice(rowsAtMost);
  const hidden: CheckRow[] =
    unnamed.repositories === 0
      ? []
      : [
          {
            what: plural(unnamed.repositories, 'private repository'),
            state: unnamed.elsewhere > 0 ? 'to do' : 'works',
            seen: `a pattern chose ${unnamed.repositories === 1 ? 'it' : 'them'}, and this run names none${unnamed.elsewhere > 0 ? `; ${formatCount(unnamed.elsewhere)} with open pull requests, none of them towards a watched branch` : ''}`,
            ...(unnamed.elsewhere > 0 && { remedy: elsewhereRemedy(shown) }),
          },
        ];
  return [...sorted.slice(0, rowsAtMost), ...furtherRows(rest), ...hidden];
}

const rank = ({ state }: CheckRow) => (state === 'works' ? 1 : 0);

function readRow(one: ReportedRepository, shown: Report): CheckRow {
  const what = `repository ${label(one.name)}`;
  if (one.elsewhere)
    // Where no entry matches anywhere, the row of branch has the remedy.
    return matchesNothing(shown)
      ? { what, state: 'works', seen: elsewhereWords(one) }
      : { what, state: 'to do', seen: elsewhereWords(one), remedy: elsewhereRemedy(shown) };
  const open = Object.values(one.counts).reduce((sum, count) => sum + count, 0) + one.unread;
  const isShown = mayShow(shown, one.name);
  return {
    what,
    state: 'works',
    seen: `${one.visibility}, ${pullRequests(open, 'open ')} towards ${label(one.branch)}${isShown ? '' : ', shown as a count only'}`,
  };
}

/** What is beyond the rows, counted by state. */
function furtherRows(rows: readonly CheckRow[]): CheckRow[] {
  return [...Map.groupBy(rows, ({ state }) => state)].map(([state, all]) => {
    const names = all.map(({ what }) => what.replace(/^repository /, ''));
    const remedy = all[0]?.remedy;
    return {
      what: `${formatCount(all.length)} more ${all.length === 1 ? 'repository' : 'repositories'}`,
      state,
      seen: `${firstOf(names, namesShown)}${state === 'works' ? '' : `: ${all[0]?.seen ?? ''}`}`,
      ...(remedy !== undefined && { remedy }),
    };
  });
}

/** Entries of `branch`, each against what is open. */
function branchRows(shown: Report): CheckRow[] {
  const { settings, unmatched, unreachable, repositories, unnamed, checked } = shown;
  if (!settings.branch) return [];
  const what = 'branch';
  const isOpen = checked > 0 || unnamed.elsewhere > 0 || repositories.some(({ elsewhere }) => elsewhere);
  if (unreachable.length > 0 || !isOpen)
    return [
      {
        what,
        state: 'not checked',
        seen: isOpen ? 'not everything could be looked at' : 'nothing is open that an entry could match',
      },
    ];
  if (unmatched.branches.length === 0)
    return [{ what, state: 'works', seen: 'each entry matches the target of an open pull request' }];
  const near = nearBranches(shown);
  const meant = meantBranch(shown);
  return [
    {
      what,
      state: 'to do',
      seen: `no open pull request targets a branch that matches ${unmatched.branches.slice(0, namesShown).map(label).join(', ')}`,
      remedy: `${meant === undefined ? '' : `did you mean ${label(meant)}? `}${near.length > 0 ? `open ones target ${near.map(label).join(', ')}: ` : ''}correct the input branch, if that is not meant. Case counts, and YAML reads 1.10 without quotes as 1.1.`,
    },
  ];
}

/** `labels`, `authors` and the lists of logins. */
function filterRows(shown: Report): CheckRow[] {
  const { settings, unmatched, gap, judgements, withheld, unnamed } = shown;
  const misspelt = unmatched.bots.map(
    ({ input, entry, meant }): CheckRow => ({
      what: input,
      state: 'to do',
      seen: `${label(entry)} matches nobody, but ${label(meant)} is there`,
      remedy: `write ${label(meant)}, if it is meant.`,
    }),
  );
  const filters = (['labels', 'authors'] as const).flatMap((input): CheckRow[] => {
    if (!settings.rules[input]) return [];
    if (gap?.kind === 'left out' && gap.by.includes(input))
      return [
        {
          what: input,
          state: 'to do',
          seen: `all ${pullRequests(gap.leftOut, 'open ')} are left out by ${gap.by.join(' and ')}`,
          remedy: `compare ${input} with what open ones have: explain: ${exampleOf(shown)} says it of one.`,
        },
      ];
    const left = judgements.filter(
      ({ finding }) => finding.verdict === 'left out' && finding.exclusion.by === input,
    ).length;
    const some = withheld.length + unnamed.repositories > 0 ? ' of those shown' : '';
    if (judgements.length === 0)
      return [{ what: input, state: 'not checked', seen: 'nothing is open that it could match' }];
    return [
      {
        what: input,
        state: 'works',
        seen: `leaves out ${formatCount(left)} of ${pullRequests(judgements.length, 'open ')}${some}`,
      },
    ];
  });
  return [...filters, ...misspelt];
}

function exampleOf({ judgements: [first] }: Report): string {
  return first ? label(fullName(first)) : 'its number';
}
