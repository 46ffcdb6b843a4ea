/**
 * What the server and the token let us ask for, learned in the course of a run: an older GitHub Enterprise
 * Server lacks some of GraphQL's fields, and a classic token without read:org may not name teams.
 */

interface Dispensable {
  /** Names in the schema; one that an error names stands for all. */
  readonly names: readonly string[];
  /** What the run then does not know. */
  readonly meaning: string;
}

const restarts = ['ReopenedEvent', 'ReadyForReviewEvent'];
const retargets = ['BaseRefChangedEvent', 'previousRefName'];

/** What may be left out. Which server lacks what: docs/scale.md. */
const dispensable: readonly Dispensable[] = [
  { names: ['visibility'], meaning: 'internal repositories count as private' },
  { names: ['isDraft'], meaning: 'drafts are not told apart' },
  { names: ['additions', 'deletions'], meaning: 'sizes show as +0 −0' },
  { names: ['headRefName', 'isCrossRepository'], meaning: 'stacked pull requests are not seen' },
  { names: ['mergeable'], meaning: 'whether pull requests have conflicts is not known' },
  { names: ['authorAssociation'], meaning: 'what an author is to the repository is not known' },
  { names: ['files'], meaning: 'which files are changed is not known' },
  { names: ['statusCheckRollup'], meaning: 'whether checks fail is not known' },
  { names: ['indicatesLimitedAvailability', 'status'], meaning: 'nobody counts as busy' },
  { names: ['reviewRequests'], meaning: 'who was asked is not known' },
  { names: ['Bot'], meaning: 'a bot that was asked shows as (team)' },
  { names: ['Mannequin'], meaning: 'an imported account that was asked shows as (team)' },
  { names: restarts, meaning: 'every wait begins when the pull request was opened' },
  { names: retargets, meaning: 'a change of the target branch is not told' },
  {
    names: ['AutomaticBaseChangeSucceededEvent'],
    meaning: 'an automatic change of the target branch is not told',
  },
];

/** Fields that the server lacks, and what the run then does not know. */
export interface Lacking {
  readonly lacks: readonly string[];
  readonly meaning: string;
}

/** The fields that can be asked for. */
export class SchemaSupport {
  readonly #lacking = new Set<string>();
  #teams = true;

  /** Grows with each thing that is left out. */
  get version(): number {
    return this.#lacking.size + (this.#teams ? 0 : 1);
  }

  /** Whether teams may be named. */
  get teams(): boolean {
    return this.#teams;
  }

  has(name: string): boolean {
    return !this.#lacking.has(name);
  }

  /** Leaves team names out; false where they already are. */
  dropTeams(): boolean {
    const had = this.#teams;
    this.#teams = false;
    return had;
  }

  /**
   * Leaves out what the messages of a refused query name. Those about a value only name it among others:
   * they are heard where no other says more.
   * @returns what the server lacks, and what the run therefore does not know; empty where nothing more can be left out
   */
  drop(messages: readonly string[]): Lacking[] {
    const vague = messages.filter((message) => message.includes('has an invalid value'));
    const exact = messages.filter((message) => !vague.includes(message));
    const found = this.#dropNamed(exact);
    return found.length > 0 ? found : this.#dropNamed(vague);
  }

  #dropNamed(messages: readonly string[]): Lacking[] {
    const words = new Set(messages.flatMap((message) => message.match(/\w+/g) ?? []).map(plain));
    const all = words.has('timelineitems') && messages.some((message) => /exist on type/.test(message));
    const timeline = [...restarts, ...retargets, 'AutomaticBaseChangeSucceededEvent'];
    return dispensable.flatMap(({ names, meaning }) => {
      const named = names.filter((name) => words.has(plain(name)) || (all && timeline.includes(name)));
      if (named.length === 0 || !named.some((name) => this.has(name))) return [];
      for (const name of names) this.#lacking.add(name);
      return [{ lacks: named, meaning }];
    });
  }
}

/** `REOPENED_EVENT` in a list is `ReopenedEvent` as a type. */
function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}
