/**
 * Questions that share requests. Whoever needs something asks here; what is asked at the same time goes to
 * GitHub together, as much in one request as it bears. A request that fails is repeated, or taken apart, so
 * that what GitHub cannot answer does not hide what it can.
 */
import { ServerText } from '../../text/server-text.ts';
import type { Api } from '../client/api.ts';
import { type Answer, isResourceLimit } from '../client/classify.ts';
import { GitHubFailure } from '../client/failure.ts';
import type { GraphqlError } from '../client/graphql-error.ts';
import { firstPause } from '../client/retry.ts';
import { Asides, asidesOf } from './asides.ts';
import { fullPage, PageSize } from './page-size.ts';
import { type Asking, aliasOf, compose, type Details, type Field } from './query.ts';
import { KnownFields } from './schema-support.ts';

/** What is asked, as a part of some request. */
export interface Question {
  readonly field: Field;
  /** @param size pull requests to ask for, `weight` or fewer */
  readonly variables: (size: number) => Readonly<Record<string, unknown>>;
  /** Pull requests asked for at most, at least 1. */
  readonly weight: number;
}

/** The answer to one question. */
export interface Reply {
  /** Of the question's field; null where the errors say why. */
  readonly value: unknown;
  /** Those that concern this question. */
  readonly errors: readonly GraphqlError[];
  /** Pull requests that were asked for. */
  readonly size: number;
}

/** A full page takes only so much along. In pull requests. */
const besides = 10;
/** More questions than this in one request take too long to look up, however small. */
const together = 100;
/** So many failures with no answer between them: then nothing is taken apart any more. */
const hopeless = 30;

interface Waiting {
  readonly question: Question;
  readonly answer: (reply: Reply) => void;
  readonly fail: (reason: unknown) => void;
  /** Less than its weight, after more was too much. */
  limit: number;
}

/** Questions on their way in one request. */
interface Pack {
  readonly waiting: readonly Waiting[];
  /** ms before the next attempt. */
  readonly pause: number;
  /** Taken from one that was too much: when all its pieces are borne, so is their size. */
  readonly pieceOf?: Broken;
}

interface Broken {
  pieces: number;
  readonly weight: number;
}

export class Questions {
  readonly asking: Asking;
  /** `https://github.com` */
  readonly serverUrl: string;
  readonly #known = new KnownFields();
  readonly #api: Api;
  readonly #note: (text: string) => void;
  readonly #size = new PageSize();
  readonly #queue: Waiting[] = [];
  readonly #again: Pack[] = [];
  readonly #asides = new Asides();
  #underWay = 0;
  #scheduled = false;
  #failuresInRow = 0;
  #over: GitHubFailure | undefined;

  /** @param note tells the reader of the log what an older server lacks */
  constructor(
    api: Api,
    {
      details,
      serverUrl,
      note,
    }: {
      readonly details: Details;
      readonly serverUrl: string;
      readonly note: (text: string) => void;
    },
  ) {
    this.serverUrl = serverUrl;
    this.asking = { details, known: this.#known };
    this.#api = api;
    this.#note = note;
  }

  /** Pull requests that one page may hold now. */
  get pageSize(): number {
    return this.#size.page;
  }

  /** Why no question is answered any more, if so: it concerns all repositories. */
  get over(): GitHubFailure | undefined {
    return this.#over;
  }

  /** What errors said beside complete answers. */
  get asides(): readonly ServerText[] {
    return this.#asides.told;
  }

  /** Asks with others. @throws GitHubFailure */
  ask(question: Question): Promise<Reply> {
    if (this.#over) return Promise.reject(this.#over);
    return new Promise((answer, fail) => {
      this.#queue.push({ question, answer, fail, limit: question.weight });
      this.#schedule();
    });
  }

  /** Waits until all that is asked now has been asked. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#dispatch();
    });
  }

  #dispatch(): void {
    while (this.#underWay < this.#api.traffic.width) {
      const pack = this.#again.shift() ?? this.#pack();
      if (!pack) return;
      this.#underWay += 1;
      this.#send(pack)
        .catch((error: unknown) => {
          for (const { fail } of pack.waiting) fail(error);
        })
        .finally(() => {
          this.#underWay -= 1;
          this.#dispatch();
        });
    }
  }

  /** A full page is a request of its own: two side by side take the time of one. Smaller questions share. */
  #pack(): Pack | undefined {
    const waiting: Waiting[] = [];
    let weight = 0;
    let most = this.#size.request;
    for (const next of this.#queue) {
      const size = this.#sizeOf(next);
      const full = size >= this.#size.page && next.question.weight > 1;
      const limit = full ? Math.min(most, size + besides) : most;
      if (waiting.length > 0 && (weight + size > limit || waiting.length >= together)) break;
      waiting.push(next);
      weight += size;
      most = limit;
    }
    this.#queue.splice(0, waiting.length);
    return waiting.length > 0 ? { waiting, pause: firstPause } : undefined;
  }

  #sizeOf({ question, limit }: Waiting): number {
    return Math.max(1, Math.min(question.weight, limit, this.#size.page));
  }

  async #send(pack: Pack): Promise<void> {
    if (this.#over) throw this.#over;
    const sizes = pack.waiting.map((one) => this.#sizeOf(one));
    const query = compose(
      pack.waiting.map(({ question }) => question.field),
      this.asking,
    );
    const variables = Object.fromEntries(
      pack.waiting.flatMap(({ question }, index) =>
        Object.entries(question.variables(sizes[index] ?? 1)).map(([name, value]) => [name + index, value]),
      ),
    );
    const version = this.#known.version;
    let started = this.#api.time.now();
    const begins = (at: number) => {
      started = at;
    };
    try {
      const answer = await this.#api.attempt(query, variables, begins);
      this.#failuresInRow = 0;
      this.#deal(pack, answer, sizes);
    } catch (error) {
      if (!(error instanceof GitHubFailure)) throw error;
      await this.#failed(pack, error, { started, sizes, version });
    }
  }

  /** Gives each question its part; those that GitHub's resource limits cut off are asked again for less. */
  #deal(pack: Pack, { data, errors, stopped }: Answer, sizes: readonly number[]): void {
    const cut: Waiting[] = [];
    const aliases = pack.waiting.map((_, index) => aliasOf(index));
    this.#asides.add(asidesOf(data, errors, aliases));
    for (const [index, one] of pack.waiting.entries()) {
      const alias = aliasOf(index);
      const value = data[alias] ?? null;
      const own = errors.filter(({ path }) => path?.[0] === alias);
      const pathless = errors.filter(({ path }) => !path);
      // One without a place says why something is missing, where none with a place does.
      const concerning = own.length > 0 ? own : pathless;
      const size = sizes[index] ?? 1;
      const smallest = pack.waiting.length === 1 && size === 1;
      const deciding = own.length > 0 || value === null ? concerning : [];
      if (stopped && !smallest && deciding.some(isResourceLimit)) cut.push(one);
      else {
        // Only of a full page: a small question that failed says nothing about sizes.
        if (one.limit < one.question.weight && one.question.weight >= this.#size.page)
          this.#size.bore({ page: one.limit });
        one.answer({ value, errors: concerning, size });
      }
    }
    if (cut.length > 0) {
      const failure = new GitHubFailure(
        'resource-limits',
        new ServerText(errors.find(isResourceLimit)?.message ?? ''),
      );
      this.#askForLess({ ...pack, waiting: cut }, failure, this.#api.time.now(), sizes);
    } else if (pack.pieceOf) {
      pack.pieceOf.pieces -= 1;
      if (pack.pieceOf.pieces === 0) this.#size.bore({ request: pack.pieceOf.weight });
    }
  }

  #askForLess(pack: Pack, failure: GitHubFailure, started: number, sizes: readonly number[]): void {
    this.#failed(pack, failure, { started, sizes, version: this.#known.version }).catch((error: unknown) => {
      for (const { fail } of pack.waiting) fail(error);
    });
  }

  async #failed(
    pack: Pack,
    failure: GitHubFailure,
    { started, sizes, version }: { started: number; sizes: readonly number[]; version: number },
  ): Promise<void> {
    if (version !== this.#known.version || this.#learns(failure)) {
      this.#repeat([pack]);
      return;
    }
    this.#failuresInRow += 1;
    const several = pack.waiting.length > 1;
    const splits = several && !failure.limits && this.#failuresInRow <= hopeless;
    if (!failure.passes) {
      if (failure.concernsAll) this.#end(failure);
      if (failure.concernsAll || !splits) throw failure;
      this.#repeat(halves(pack, sizes));
      return;
    }
    const lessened = failure.tooHeavy && this.#lessen(pack, sizes);
    const smaller = lessened || (failure.tooHeavy && splits);
    try {
      await this.#api.patience.afterFailure({ failure, started, pause: pack.pause, smaller });
    } catch (spent) {
      if (failure.limits) this.#end(failure);
      if (!splits) throw spent;
    }
    if (failure.kind === 'secondary-limit') this.#api.traffic.narrow(started);
    const pause = smaller ? firstPause : pack.pause * 2;
    this.#repeat(splits ? halves(pack, sizes) : [{ ...pack, pause }]);
  }

  /** A smaller page of the one question, or of the one that outweighs the others; false where there is none. */
  #lessen({ waiting }: Pack, sizes: readonly number[]): boolean {
    let lessened = false;
    for (const [index, one] of waiting.entries()) {
      const size = sizes[index] ?? 1;
      if (size <= 1 || (waiting.length > 1 && size < this.#size.page)) continue;
      one.limit = Math.floor(Math.min(size, fullPage) / 2);
      lessened = true;
    }
    return lessened;
  }

  /** Whether the failure taught something, so that the same question in other words may be answered. */
  #learns(failure: GitHubFailure): boolean {
    if (failure.kind === 'scopes') return this.#known.dropTeams();
    if (failure.kind !== 'unsupported') return false;
    const lost = this.#known.drop(failure.lacking);
    for (const one of lost) this.#note(`This GitHub server is older than this action's questions: ${one}.`);
    return lost.length > 0;
  }

  #repeat(packs: readonly Pack[]): void {
    this.#again.push(...packs);
    this.#schedule();
  }

  /** No question will be answered any more. */
  #end(failure: GitHubFailure): void {
    this.#over ??= failure;
    const rest = [...this.#again.splice(0).flatMap(({ waiting }) => waiting), ...this.#queue.splice(0)];
    for (const { fail } of rest) fail(failure);
  }
}

function halves(pack: Pack, sizes: readonly number[]): Pack[] {
  const middle = Math.ceil(pack.waiting.length / 2);
  const sum = (part: readonly number[]) => part.reduce((total, one) => total + one, 0);
  const weight = Math.max(sum(sizes.slice(0, middle)), sum(sizes.slice(middle)));
  const pieceOf: Broken = { pieces: 2, weight };
  return [pack.waiting.slice(0, middle), pack.waiting.slice(middle)].map((waiting) => ({
    waiting,
    pause: firstPause,
    pieceOf,
  }));
}
