/**
 * The repositories of an owner, by REST, which tells their default branches without `contents: read`, 100 a
 * page, and how many issues and pull requests are open in each.
 */

import type * as v from 'valibot';
import type { Api } from '../client/api.ts';
import { GitHubFailure } from '../client/failure.ts';
import { parseAnswer } from '../client/parse.ts';
import { grantedSchema, repositoriesSchema, type repositorySchema } from '../graphql/schema.ts';

export type RestRepository = v.InferOutput<typeof repositorySchema>;

/** An owner with more is none. */
const pagesAtMost = 1000;

/** What an app's installation was granted, as of its first page. */
export interface Granted {
  readonly total: number;
  readonly repositories: readonly RestRepository[];
}

/** Lists repositories with the eyes of one token. */
export class Owners {
  readonly #api: Api;
  readonly #isInstallation: boolean;
  #firstGranted: Promise<Granted> | undefined;

  /** @param token its beginning tells what kind it is (docs: "GitHub's token formats") */
  constructor(api: Api, token: string) {
    this.#api = api;
    this.#isInstallation = token.startsWith('ghs_');
  }

  /**
   * How many repositories were granted to the installation that the token stands for, its owner's public
   * others not counted; undefined for a personal token. The run's own token is granted one.
   */
  async granted(): Promise<number | undefined> {
    if (!this.#isInstallation) return undefined;
    try {
      return (await this.#granted()).total;
    } catch (error) {
      if (error instanceof GitHubFailure) return undefined;
      throw error;
    }
  }

  /**
   * All repositories of an owner that the token sees. An organization lists its private ones; a user's
   * stand in the lists of what the token itself may see (docs: REST API endpoints for repositories).
   * @param pagesWanted no more pages than that: beyond, undefined
   * @throws GitHubFailure
   */
  async repositoriesOf(owner: string, pagesWanted = pagesAtMost): Promise<RestRepository[] | undefined> {
    try {
      return await this.#all(`/orgs/${owner}/repos?type=all`, pagesWanted);
    } catch (error) {
      if (!(error instanceof GitHubFailure) || error.kind !== 'not-found') throw error;
    }
    const [visible, own] = await Promise.all([this.#ofUser(owner, pagesWanted), this.#own(pagesWanted)]);
    if (!visible || !own) return undefined;
    const prefix = `${owner.toLowerCase()}/`;
    const all = [...visible, ...own.filter(({ full_name }) => full_name.toLowerCase().startsWith(prefix))];
    return [...new Map(all.map((one) => [one.full_name.toLowerCase(), one])).values()];
  }

  async #ofUser(owner: string, pagesWanted: number): Promise<RestRepository[] | undefined> {
    try {
      return await this.#all(`/users/${owner}/repos?type=owner`, pagesWanted);
    } catch (error) {
      if (error instanceof GitHubFailure && error.kind === 'not-found')
        throw new GitHubFailure('no-owner', error.answer);
      throw error;
    }
  }

  /** What the token may see by itself, whoever owns it. */
  async #own(pagesWanted: number): Promise<RestRepository[] | undefined> {
    if (!this.#isInstallation) return this.#all('/user/repos?affiliation=owner,collaborator', pagesWanted);
    const { total, repositories } = await this.#granted();
    const last = Math.ceil(total / 100);
    if (last > pagesWanted) return undefined;
    const rest = await Promise.all(
      upTo(last).map(
        async (page) => parseGranted((await this.#api.get(grantedPath(page))).data).repositories,
      ),
    );
    return [...repositories, ...rest.flat()];
  }

  #granted(): Promise<Granted> {
    this.#firstGranted ??= this.#api.get(grantedPath(1)).then(({ data }) => parseGranted(data));
    return this.#firstGranted;
  }

  async #all(path: string, pagesWanted: number): Promise<RestRepository[] | undefined> {
    const pathOf = (page: number) => `${path}&per_page=100&page=${page}`;
    const { data, lastPage } = await this.#api.get(pathOf(1));
    if (lastPage > pagesAtMost) throw new GitHubFailure('unexpected', `a list of ${lastPage} pages`);
    if (lastPage > pagesWanted) return undefined;
    const rest = await Promise.all(
      upTo(lastPage).map(async (page) => parseList((await this.#api.get(pathOf(page))).data)),
    );
    return [...parseList(data), ...rest.flat()];
  }
}

/** Pages after the first. */
function upTo(last: number): number[] {
  return Array.from({ length: Math.max(0, last - 1) }, (_, index) => index + 2);
}

const grantedPath = (page: number) => `/installation/repositories?per_page=100&page=${page}`;

const listOfRepositories = 'a list of repositories';

function parseGranted(data: unknown): Granted {
  const { total_count, repositories } = parseAnswer(grantedSchema, data, listOfRepositories);
  return { total: total_count, repositories };
}

function parseList(data: unknown): RestRepository[] {
  return parseAnswer(repositoriesSchema, data, listOfRepositories);
}
