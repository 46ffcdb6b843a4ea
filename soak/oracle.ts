/** What a run must find, computed from the world alone, by the contract's rules and none of the action's code. */
import type { World, WorldPullRequest, WorldRepository } from '../__tests__/twins/github/world.ts';
import type { Question } from './scene.ts';

export interface ExpectedRepository {
  /** As it was asked for. */
  readonly asked: string;
  /** Verdict by number, of the open pull requests towards the watched branches. */
  readonly verdicts: ReadonlyMap<number, string>;
}

/** By present name; what is absent or closed by SAML is not there. @param now ms since 1970, of the run */
export function expectation(
  { repositories }: World,
  question: Question,
  now: number,
): Map<string, ExpectedRepository> {
  const expected = new Map<string, ExpectedRepository>();
  for (const asked of question.repositories) {
    const found = repositories.find(
      ({ nameWithOwner, renamedFrom = [] }) => nameWithOwner === asked || renamedFrom.includes(asked),
    );
    if (found && !found.saml)
      expected.set(found.nameWithOwner, { asked, verdicts: verdictsOf(found, question, now) });
  }
  return expected;
}

function verdictsOf(
  { pullRequests, defaultBranch }: WorldRepository,
  question: Question,
  now: number,
): Map<number, string> {
  const watched = pullRequests.filter(
    ({ state, base }) => state === 'OPEN' && question.branch.watches(base, defaultBranch),
  );
  return new Map(watched.map((pull) => [pull.number, verdictOf(pull, question, now)]));
}

function verdictOf(pull: WorldPullRequest, question: Question, now: number): string {
  if (pull.isDraft && !question.includeDrafts) return 'draft';
  if (question.withoutBots && pull.author?.type === 'Bot') return 'left out';
  const reviewed = pull.reviews.some(
    ({ author, state }) =>
      state !== 'PENDING' && author?.type !== 'Bot' && author?.login !== pull.author?.login,
  );
  if (reviewed) return 'reviewed';
  return now - waitingSince(pull) > question.threshold ? 'overdue' : 'in time';
}

/** In ms since 1970, to the second, as GitHub tells an instant. */
function waitingSince({ createdAt, events }: WorldPullRequest): number {
  const starts = events
    .filter(({ type }) => type === 'ReadyForReviewEvent' || type === 'ReopenedEvent')
    .map((event) => event.createdAt);
  return Math.max(...[createdAt, ...starts].map((iso) => Math.floor(Date.parse(iso) / 1000) * 1000));
}
