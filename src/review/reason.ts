import { clockUnits, formatDuration, formatWait } from '../values/duration.ts';
import { formatInstant } from '../values/zone.ts';
import type { Counted, Discounted, Exclusion, Finding, Judgement } from './judge.ts';
import type { Instant, Review, ReviewState, Turn } from './pull-request.ts';

/** What a reason is told in: the team's zone, and the time of the run. */
export interface Telling {
  readonly settings: { readonly timezone: string };
  readonly now: Instant;
}

/** What was done, for each state of a review. */
export const deeds: Readonly<Record<ReviewState, string>> = {
  approved: 'approved',
  'changes-requested': 'changes requested',
  commented: 'commented',
  dismissed: 'review dismissed',
  conversation: 'commented in the conversation',
};

/** At most so many logins are named in one reason; the rest is counted. */
const namesShown = 3;

/**
 * The verdict's reason in words a person can argue with: "reviewed by octocat, commented, 3 h ago".
 * It may hold untrusted text (logins, labels, branches): who shows it sanitizes that.
 */
export function reasonOf(
  { pullRequest, start, waited, allowed, units, finding }: Judgement,
  { settings: { timezone }, now }: Telling,
): string {
  switch (finding.verdict) {
    case 'draft':
      return 'is a draft';
    case 'left out':
      return leftOut(finding.exclusion);
    case 'reviewed': {
      const { reviews, needed } = finding;
      const each = reviews.map((one) => reviewLine(one, now)).join('; ');
      return needed > 1 ? `reviewed by ${reviews.length} of ${needed}: ${each}` : `reviewed by ${each}`;
    }
    case 'in time':
    case 'overdue': {
      const since = formatInstant(start.at, timezone, now);
      const [waits, most] = [formatWait(waited, units), formatDuration(allowed, units)];
      const shown = waits === most ? formatDuration(waited, units) : waits;
      const wait = `waits since it ${start.how} on ${since}: ${shown}, allowed ${most}`;
      const moved = pullRequest.retargeted
        ? [
            `on ${pullRequest.base} for ${formatWait(Math.max(0, now - pullRequest.retargeted.at), clockUnits)}, before on ${pullRequest.retargeted.from}`,
          ]
        : [];
      return [wait, ...reviewsOf(finding), ...moved].join('; ');
    }
  }
}

/** "octocat, approved, who is assigned to this bot's pull request, 3 h ago" */
function reviewLine({ review: { author, state, submittedAt }, assigned }: Counted, now: Instant): string {
  const who = assigned ? ", who is assigned to this bot's pull request" : '';
  const ago = formatWait(Math.max(0, now - submittedAt), clockUnits);
  return `${author.login}, ${deeds[state]}${who}, ${ago} ago`;
}

const turnWords: Readonly<Record<Turn, string>> = {
  conflicts: 'it has conflicts',
  'failing-checks': 'its checks fail',
};

/** "its label matches !wip", "its author's turn: it has conflicts" */
export function leftOut(exclusion: Exclusion): string {
  switch (exclusion.by) {
    case 'snooze-labels':
      return `its label ${exclusion.label} leaves it out${exclusion.until === undefined ? '' : ` until ${exclusion.until} begins`}`;
    case 'authors-turn':
      return `its author's turn: ${exclusion.turns.map((turn) => turnWords[turn]).join(' and ')}`;
    default: {
      const what = exclusion.by === 'labels' ? 'label' : 'author';
      return 'excluded' in exclusion
        ? `its ${what} matches !${exclusion.excluded}`
        : `no ${what} of it matches ${exclusion.wanted.join(', ')}`;
    }
  }
}

/** Who has reviewed of a pull request that waits. */
type Waiting = Extract<Finding, { readonly discounted: readonly Discounted[] }>;

/**
 * The reviews of one that waits: "reviewed by 1 of 2: octocat", then each kind that does not count; "only bots have
 * looked: …" where nobody else did.
 * @param bots whether the bots are named
 */
export function reviewsOf({ counted, needed, discounted }: Waiting, { bots = true } = {}): string[] {
  const by = (because: Discounted['because']) => discounted.filter((one) => one.because === because);
  const logins = (reviews: readonly Review[]) => names(reviews.map(({ author }) => author.login));
  const of = (because: Discounted['because']) => logins(by(because).map(({ review }) => review));
  const others = discounted.filter(({ because }) => because !== 'bot' && because !== 'own').length;
  const onlyBots = others + counted.length === 0;
  return [
    ...(counted.length > 0 ? [`reviewed by ${counted.length} of ${needed}: ${logins(counted)}`] : []),
    ...(by('bot').length > 0
      ? [`${onlyBots ? 'only bots have looked' : 'bots have looked'}${bots ? `: ${of('bot')}` : ''}`]
      : []),
    ...(by('ignored').length > 0 ? [`reviews of ${of('ignored')} are ignored`] : []),
    ...(by('state').length > 0 ? [`does not count here: ${stateDeeds(by('state'))}`] : []),
    ...(by('stale').length > 0 ? [`not on the newest commit: ${stateDeeds(by('stale'))}`] : []),
    ...(by('assigned').length > 0
      ? [`assigned to this bot's pull request: ${stateDeeds(by('assigned'))}`]
      : []),
    ...(by('asked again').length > 0 ? [`asked again since: ${stateDeeds(by('asked again'))}`] : []),
  ];
}

function stateDeeds(discounted: readonly Discounted[]): string {
  return names(discounted.map(({ review }) => `${review.author.login} ${deeds[review.state]}`));
}

function names(all: readonly string[]): string {
  const unique = [...new Set(all)];
  const more = unique.length - namesShown;
  return unique.slice(0, namesShown).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
