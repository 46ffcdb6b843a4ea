/** The derivation of one verdict in words, for the log and the summary. Untrusted text in it is sanitized, not yet escaped. */
import { countingReviews } from '../review/counting.ts';
import type { Explanation } from '../review/explanation.ts';
import { deeds, leftOut } from '../review/reason.ts';
import { unreadableSnoozes } from '../review/snooze.ts';
import { clipWidth, label, sanitize } from '../text/untrusted.ts';
import { formatDuration, formatWait } from '../values/duration.ts';
import { formatNow } from '../values/zone.ts';
import { at, type ExplanationContext } from './explanation-context.ts';
import { outlook } from './outlook.ts';
import { channelWords, routeName } from './routing.ts';
import { byline } from './words.ts';

/** A line, perhaps with what belongs below it. */
export interface Line {
  readonly text: string;
  readonly below?: readonly string[];
}

/** A heading and its lines; numbered ones count from 1, as the rules in the README do. */
export interface Section {
  readonly title: string;
  readonly numbered?: boolean;
  readonly lines: readonly Line[];
}

const reviewsShown = 200;
const spansShown = 14;

/** "acme/web#4512 is overdue" */
export function explanationTitle({ subject: { pullRequest }, verdict }: Explanation): string {
  return `${label(pullRequest.repository)}#${pullRequest.number} is ${verdict === 'draft' ? 'a draft' : verdict}`;
}

/** The whole derivation: the rules in order, the reviews, the clock, and what would change the verdict. */
export function explanationSections(explanation: Explanation, context: ExplanationContext): Section[] {
  const { pullRequest } = explanation.subject;
  const { settings, now } = context;
  return [
    {
      title: 'What was looked at',
      lines: lines(
        clipWidth(label(pullRequest.title), 200),
        pullRequest.url,
        `by ${byline(pullRequest.author)} (${pullRequest.author.kind}), towards ${label(pullRequest.base)}, at ${formatNow(now, settings.timezone)}`,
        openness(explanation, context),
      ),
    },
    ...routeSection(context),
    { title: 'The rules, in order', numbered: true, lines: lines(...rules(explanation, context)) },
    { title: 'Its reviews', lines: lines(...reviewLines(explanation, context)) },
    { title: 'Its clock', lines: clockLines(explanation, context) },
    ...namedSection(context),
    { title: 'What would change it', lines: lines(outlook(explanation, context)) },
  ];
}

/** Whom a message would ping. */
function namedSection({ named }: ExplanationContext): Section[] {
  if (!named) return [];
  return [
    {
      title: 'Whom a fresh message would name for it',
      lines: lines(...(named.length > 0 ? named : ['Nobody.'])),
    },
  ];
}

/** Which routes take it, and why others do not. */
function routeSection({ routes = [] }: ExplanationContext): Section[] {
  if (routes.length === 0) return [];
  const texts = routes.map(({ route, place, takes, mismatches }) => {
    const name = routeName(place, route);
    const channel = channelWords(route);
    if (takes) return `${name} takes it${channel && `: ${channel}`}`;
    return mismatches.length > 0
      ? `${name} does not: ${mismatches.join(', ')} ${mismatches.length === 1 ? 'does' : 'do'} not match`
      : `${name} does not see it: an earlier one has taken it`;
  });
  return [{ title: 'Its route', lines: lines(...texts) }];
}

function lines(...texts: readonly string[]): Line[] {
  return texts.map((text) => ({ text }));
}

/** Only open ones are judged. */
function openness({ subject: { state, closedAt } }: Explanation, context: ExplanationContext): string {
  if (state === 'open') return 'It is open.';
  const when = closedAt === undefined ? '' : ` on ${at(closedAt, context)}`;
  return `It is not open: it was ${state}${when} → not open`;
}

function rules(explanation: Explanation, context: ExplanationContext): string[] {
  const { subject, exclusion, verdict, reviews, judgement } = explanation;
  const { pullRequest, watched } = subject;
  const { rules: inForce, units } = context.settings;
  const { waited, allowed } = judgement;
  const branch = label(watched.branch);
  const stack = pullRequest.stackedOn === undefined ? '' : `, which #${pullRequest.stackedOn} brings there`;
  const { reviewsNeeded: needed } = inForce;
  const counting = countingReviews(pullRequest, inForce).slice(0, needed);
  const counters = counting
    .map(
      ({ author, state, submittedAt }) =>
        `by ${byline(author)}, ${deeds[state]}, ${at(submittedAt, context)}`,
    )
    .join('; ');
  const unreadable = unreadableSnoozes(pullRequest.labels, inForce.snoozeLabels).map(label).join(', ');
  const disobeyed = unreadable ? `: what ends in no date snoozes nothing (${unreadable})` : '';
  const none = reviews.length === 0 ? 'it has none at all' : `none of ${reviews.length} counts`;
  const missing = counting.length === 0 ? none : `${counting.length} of ${needed}: ${counters}`;
  const answers: [question: string, answer: string, decides: string][] = [
    [
      'Is its base branch watched?',
      `${watched.matches ? 'yes' : 'no'}: ${label(pullRequest.base)}${stack}, watched: ${branch}`,
      'not watched',
    ],
    [
      'Is it a draft?',
      pullRequest.draft ? `yes, and include-drafts is ${inForce.includeDrafts}` : 'no',
      'draft',
    ],
    ['Is it left out?', exclusion ? `yes: ${sanitize(leftOut(exclusion))}` : `no${disobeyed}`, 'left out'],
    [
      needed > 1 ? `Has it reviews that count, by ${needed} accounts?` : 'Has it a review that counts?',
      counting.length >= needed ? `yes: ${counters}` : `no: ${missing}`,
      'reviewed',
    ],
    [
      'Is it in time?',
      `${waited > allowed ? 'no' : 'yes'}: waited ${formatWait(waited, units)}, allowed ${formatDuration(allowed, units)}`,
      'in time',
    ],
    ['Else it is overdue.', '', 'overdue'],
  ];
  return answers.map(
    ([question, answer, decides]) =>
      `${question}${answer ? ` ${answer}` : ''}${decides === verdict ? ` → ${verdict}` : ''}`,
  );
}

function reviewLines({ reviews, subject }: Explanation, context: ExplanationContext): string[] {
  const { head } = subject.pullRequest;
  if (reviews.length === 0) return ['none'];
  const { rules } = context.settings;
  const why = {
    own: "does not count: the author's own are answers, not reviews",
    bot: 'does not count: a bot, and bots-that-count does not name it',
    ignored: 'does not count: ignore-reviewers matches',
    state: `does not count: counts-as-review is ${rules.countsAsReview.join(', ')}`,
    stale: `does not count: not on the newest commit ${head?.commit.slice(0, 7) ?? ''}`,
    assigned: "does not count: assigned to this bot's pull request, and independent-review is set",
    'asked again': 'does not count: asked again since, and re-requests is set',
  };
  const shown = reviews.slice(0, reviewsShown).map(({ review, discount }) => {
    const { author, state, submittedAt, commit } = review;
    const on = commit === undefined ? '' : ` on ${label(commit.slice(0, 7))}`;
    return `${at(submittedAt, context)}  ${byline(author)} (${author.kind}) ${deeds[state]}${on}; ${discount ? why[discount] : 'counts'}`;
  });
  const more = reviews.length - shown.length;
  return more > 0 ? [...shown, `and ${more} more`] : shown;
}

function clockLines(explanation: Explanation, context: ExplanationContext): Line[] {
  const { starts, spans, judgement } = explanation;
  const { settings, now } = context;
  const { units, rules } = settings;
  const shown = spans.slice(0, spansShown).map(({ from, to }) => {
    const end = to === now ? 'now' : at(to, context);
    return `${at(from, context)} to ${end}: ${formatDuration(to - from, units)}`;
  });
  const more = spans.length - shown.length;
  return [
    {
      text: `clock-start is ${rules.clockStart}${rules.freshReviewsOnly ? ', and fresh-reviews-only is set' : ''}: the latest of these starts the clock`,
      below: starts.map((start) => `it ${start.how}, ${at(start.at, context)}`),
    },
    {
      text: `it waits since it ${judgement.start.how}; the working time since then`,
      below: [
        ...(shown.length > 0 ? shown : ['none']),
        ...(more > 0 ? [`and ${more} more spans of working time`] : []),
      ],
    },
    {
      text: `waited ${formatDuration(judgement.waited, units)}, allowed ${formatDuration(judgement.allowed, units)}`,
    },
  ];
}
