import * as v from 'valibot';
import type { RepositoryName } from '../terms/repository-name.ts';
import type { Api } from './api.ts';
import { failureOf, hiddenCommits } from './classify.ts';
import { GitHubFailure } from './failure.ts';
import { PageSize } from './page-size.ts';
import { type Details, pageQuery } from './query.ts';
import { type Listed, pageShape, toListed } from './shape.ts';

/** The open pull requests of a repository, or of one of its branches, as far as they could be read. */
export interface Listing {
  /** The repository's present name; undefined when no page could be read. */
  readonly nameWithOwner: string | undefined;
  readonly isPrivate: boolean | undefined;
  readonly listed: readonly Listed[];
  /** Pull requests that are there but could not be read. */
  readonly missing: number;
  /** Why something is missing. */
  readonly failure: GitHubFailure | undefined;
}

/** Lists open pull requests page by page. What it learns about sizes and scopes holds for the whole run. */
export class Lister {
  readonly #api: Api;
  readonly #details: Details;
  readonly #size = new PageSize();
  #teams = true;

  constructor(api: Api, details: Details) {
    this.#api = api;
    this.#details = details;
  }

  /**
   * All open pull requests, oldest first.
   * @param base exact name of the target branch; null for every branch
   */
  async list({ owner, name }: RepositoryName, base: string | null): Promise<Listing> {
    const listed = new Map<number, Listed>();
    const cursors = new Set<string>();
    let [nameWithOwner, isPrivate, missing, total]: [string?, boolean?, number?, number?] = [];
    let failure: GitHubFailure | undefined;
    try {
      for (let after: string | null = null; ; ) {
        const page = await this.#page({ owner, name, base, after });
        ({ nameWithOwner, isPrivate } = page);
        failure ??= page.failure;
        missing = (missing ?? 0) + page.missing;
        total = page.total;
        for (const one of page.listed) listed.set(one.pullRequest.number, one);
        if (page.next === undefined)
          return { nameWithOwner, isPrivate, listed: [...listed.values()], missing, failure };
        if (cursors.has(page.next))
          throw new GitHubFailure('unexpected', 'a list that never ends: the same cursor twice');
        cursors.add(page.next);
        after = page.next;
      }
    } catch (error) {
      if (!(error instanceof GitHubFailure)) throw error;
      const rest = Math.max(missing ?? 0, (total ?? 0) - listed.size);
      return { nameWithOwner, isPrivate, listed: [...listed.values()], missing: rest, failure: error };
    }
  }

  async #page(variables: { owner: string; name: string; base: string | null; after: string | null }) {
    const { data, errors } = await this.#ask(variables);
    const hidden = hiddenCommits(errors);
    if (hidden) throw hidden;
    const parsed = v.safeParse(pageShape, data);
    if (!parsed.success)
      throw new GitHubFailure('unexpected', `a page of another shape: ${v.summarize(parsed.issues)}`);
    const { repository } = parsed.output;
    if (!repository?.pullRequests)
      throw (
        failureOf(errors) ?? new GitHubFailure('unexpected', 'no pull requests, and no error that says why')
      );
    const { nameWithOwner, isPrivate, pullRequests } = repository;
    const nodes = pullRequests.nodes ?? [];
    const read = nodes.filter((node) => node !== null);
    const missing = nodes.length - read.length;
    const { hasNextPage, endCursor } = pullRequests.pageInfo;
    if (hasNextPage && endCursor === null)
      throw new GitHubFailure('unexpected', 'a further page without a cursor');
    return {
      nameWithOwner,
      isPrivate,
      listed: read.map((node) => toListed(node, nameWithOwner)),
      missing,
      total: pullRequests.totalCount,
      failure:
        missing > 0
          ? (failureOf(errors) ?? new GitHubFailure('unexpected', 'empty places in a list'))
          : undefined,
      next: hasNextPage ? (endCursor ?? undefined) : undefined,
    };
  }

  /** A classic token without read:org gets no answer at all where teams are named: ask without their names. */
  async #ask(variables: Readonly<Record<string, unknown>>) {
    const ask = () =>
      this.#api.graphql(
        pageQuery({ ...this.#details, teams: this.#teams }),
        () => ({ ...variables, first: this.#size.current }),
        this.#size,
      );
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof GitHubFailure && error.kind === 'scopes' && this.#teams)) throw error;
      this.#teams = false;
      return await ask();
    }
  }
}
