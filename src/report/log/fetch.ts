import type { Failed, FetchEvent } from '../../review/fetch-event.ts';
import type { Quote } from '../../text/server-text.ts';
import { label } from '../../text/untrusted.ts';
import { cameBack, formatCount, plural } from '../words.ts';
import { type LogEntry, line } from './entry.ts';

/** What happens while GitHub is read. @param quote what GitHub said passes it */
export function fetchLog(event: FetchEvent, quote: Quote): LogEntry {
  switch (event.kind) {
    case 'matched':
      return line(matchedLine(event.matched));
    case 'plan':
      return line(planLine(event));
    case 'progress':
      return line(progressLine(event));
    case 'retry': {
      const { failure, waitMs, smaller } = event;
      const again = smaller ? 'asking again for less' : 'asking again';
      return line(`GitHub: ${failure.meaning} (${quote(failure.answer)}); ${again} in ${seconds(waitMs)}`);
    }
    case 'unknown turn':
      return {
        kind: 'warning',
        topic: 'authors-turn-unknown',
        text: `authors-turn: ${unknownTurns[event.turn]} is not known everywhere, and counts as no: ${failedLine(event.failure, quote)}`,
      };
    case 'unknown paths': {
      const { count, failure } = event;
      return {
        kind: 'warning',
        topic: 'route-paths-unknown',
        text: `routes: which files ${plural(count, 'pull request')} ${count === 1 ? 'changes' : 'change'} is not known, and "when.paths" matches none of these: ${failedLine(failure, quote)}`,
      };
    }
    case 'throttled':
      return line(
        `GitHub: this minute's share of requests and processor time is used up; going on in ${seconds(event.waitMs)}`,
      );
    case 'older server':
      return {
        kind: 'notice',
        topic: 'older-server',
        text: `This GitHub server is older than this action's questions: it lacks ${event.lacks.join(', ')}, so ${event.meaning}.`,
      };
  }
}

/** What it means, what came back, what cures it. @param quote what GitHub said passes it */
export function failedLine({ meaning, answer, remedy }: Failed, quote: Quote): string {
  return `${meaning}${cameBack({ answer: quote(answer), ours: answer.isOurs })} Remedy: ${remedy}`;
}

type EventOf<Kind extends FetchEvent['kind']> = Extract<FetchEvent, { kind: Kind }>;

const unknownTurns = {
  conflicts: 'whether there are conflicts',
  'failing-checks': 'whether checks fail',
} as const;

const seconds = (ms: number) => `${Math.ceil(ms / 1000)} s`;

function matchedLine({
  owner,
  repositories,
  private: hidden,
  archived,
  forks,
}: EventOf<'matched'>['matched']) {
  const out = [
    ...(archived > 0 ? [`${formatCount(archived)} archived`] : []),
    ...(forks > 0 ? [plural(forks, 'fork')] : []),
  ];
  const rest = out.length > 0 ? `; ${out.join(' and ')} left out` : '';
  return `Of ${label(owner)}: ${plural(repositories, 'repository')} ${repositories === 1 ? 'matches' : 'match'}, ${formatCount(hidden)} of them private${rest}`;
}

function planLine({ points, limit, leftOut }: EventOf<'plan'>): string {
  const needs = `This run needs about ${formatCount(points)} of the points that GitHub grants for GraphQL`;
  if (!limit) return `${needs}.`;
  const until = `${new Date(limit.resetAt).toISOString().slice(11, 16)} UTC`;
  const rest =
    leftOut > 0 ? ` They do not suffice: ${formatCount(leftOut)} repositories are left out this time.` : '';
  return `${needs}; ${formatCount(limit.remaining)} are left until ${until}.${rest}`;
}

function progressLine({ repositories, pullRequests, remaining }: EventOf<'progress'>): string {
  const { done, all } = repositories;
  const { read, expected } = pullRequests;
  const of = expected > read ? ` of about ${formatCount(expected)}` : '';
  const left = remaining === undefined ? '' : `, ${formatCount(remaining)} points left`;
  return `… ${formatCount(done)} of ${formatCount(all)} repositories done, ${formatCount(read)}${of} pull requests read${left}`;
}
