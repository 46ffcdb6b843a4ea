import { createHash } from 'node:crypto';
import { forbidden, samlMessage, TypedError } from './error.ts';
import type { Mergeability } from './mergeability.ts';
import type {
  Permission,
  World,
  WorldActor,
  WorldPullRequest,
  WorldRepository,
  WorldToken,
} from './world.ts';

/** A pull request and where it lives. */
export interface Located {
  readonly repository: WorldRepository;
  readonly pull: WorldPullRequest;
}

/** The world as one token sees it. */
export class Access {
  readonly #world: World;
  readonly token: WorldToken;
  readonly mergeability: Mergeability;

  constructor(world: World, token: WorldToken, mergeability: Mergeability) {
    this.#world = world;
    this.token = token;
    this.mergeability = mergeability;
  }

  /** GitHub grants metadata to whoever is granted anything. */
  readonly may = (permission: Permission): boolean =>
    permission === 'metadata' || this.token.permissions[permission] === 'read';

  /**
   * @param permissions one of them suffices
   * @throws TypedError FORBIDDEN, as "Resource not accessible by integration"
   */
  need(...permissions: readonly Permission[]): void {
    if (!permissions.some(this.may)) throw forbidden(this.token.kind === 'pat');
  }

  sees({ isPrivate, nameWithOwner }: WorldRepository): boolean {
    const { sees } = this.token;
    return !isPrivate || sees === 'all' || sees.some((name) => same(name, nameWithOwner));
  }

  /** All that the token sees, whoever owns it. */
  visible(): WorldRepository[] {
    return this.#world.repositories.filter((one) => this.sees(one));
  }

  /** What the token's installation was granted; undefined for a personal token. */
  granted(): WorldRepository[] | undefined {
    const { kind, granted, sees } = this.token;
    if (kind === 'pat') return undefined;
    const all = this.#world.repositories;
    const names = granted ?? sees;
    if (names === 'all') return all;
    if (names.length === 0 && kind === 'actions') return all.slice(0, 1);
    return all.filter(({ nameWithOwner }) => names.some((name) => same(name, nameWithOwner)));
  }

  /** A repository by its present or a former name; undefined where it is absent or hidden: nobody can tell which. */
  find(name: string, { followRenames = true } = {}): WorldRepository | undefined {
    const { repositories } = this.#world;
    const present = find(repositories, name.toLowerCase(), ({ nameWithOwner }) =>
      nameWithOwner.toLowerCase(),
    );
    if (present && this.sees(present)) return present;
    if (!followRenames) return undefined;
    return repositories.find((one) => one.renamedFrom?.some((old) => same(old, name)) && this.sees(one));
  }

  /** The repository of a pull request's head; null where it was deleted, or is hidden. */
  headRepository({ repository, pull }: Located): WorldRepository | null {
    const name = headRepositoryName({ repository, pull });
    if (name === null) return null;
    const known = this.#world.repositories.find((one) => same(one.nameWithOwner, name));
    const found = known ?? fork(name);
    return this.sees(found) ? found : null;
  }

  byDatabaseId(id: number): WorldRepository | undefined {
    return this.#world.repositories.find((one) => databaseId(one) === id && this.sees(one));
  }

  ofOwner(login: string): { known: boolean; ownerType: 'User' | 'Organization'; visible: WorldRepository[] } {
    const all = this.#world.repositories.filter((one) => same(split(one.nameWithOwner).owner, login));
    return {
      known: all.length > 0,
      ownerType: all[0]?.ownerType ?? 'Organization',
      visible: all.filter((one) => this.sees(one)),
    };
  }

  /** Whoever wrote or is asked for a review of a pull request. */
  account(login: string): WorldActor | undefined {
    const all = this.#world.repositories.flatMap(({ pullRequests }) => pullRequests);
    const actors = all.flatMap(({ author, requested }) => [author, ...requested]);
    return actors.find((one): one is WorldActor => one !== null && 'login' in one && same(one.login, login));
  }

  /** What a global id names. */
  node(id: string): WorldRepository | Located | undefined {
    const key = readId(id);
    if (!key) return undefined;
    const [name = '', number] = key.split('#');
    const repository = this.find(name, { followRenames: false });
    if (!repository || number === undefined) return repository;
    const pull = pullRequestOf(repository, Number(number));
    return pull && { repository, pull };
  }

  /** @throws TypedError where SAML protects the repository */
  pass(repository: WorldRepository): WorldRepository {
    if (repository.saml) throw new TypedError('FORBIDDEN', samlMessage, { saml_failure: true });
    return repository;
  }
}

/** An open or closed pull request by its number. */
export function pullRequestOf(
  { pullRequests }: WorldRepository,
  wanted: unknown,
): WorldPullRequest | undefined {
  return find(pullRequests, wanted, ({ number }) => number);
}

/** Where the items of each list stood when they were last looked for. */
const places = new WeakMap<object, Map<unknown, number>>();

/** The item with a key. Where it stands is remembered, and looked up anew when it has moved. */
function find<Item>(all: readonly Item[], key: unknown, keyOf: (item: Item) => unknown): Item | undefined {
  const place = places.get(all)?.get(key);
  const found = place === undefined ? undefined : all[place];
  if (found !== undefined && keyOf(found) === key) return found;
  const known = new Map(all.map((one, index) => [keyOf(one), index] as const).reverse());
  places.set(all, known);
  const anew = known.get(key);
  return anew === undefined ? undefined : all[anew];
}

/** A fork that the world does not list. */
const fork = (nameWithOwner: string): WorldRepository => ({
  nameWithOwner,
  isPrivate: false,
  fork: true,
  ownerType: 'User',
  defaultBranch: 'main',
  pullRequests: [],
});

/** `owner/name` of where the head is; null: a fork that was deleted. */
function headRepositoryName({ repository, pull }: Located): string | null {
  return pull.headRepository === undefined ? repository.nameWithOwner : pull.headRepository;
}

/** Whether its head is in another repository than its base, or was. */
export function isCrossRepository(located: Located): boolean {
  const name = headRepositoryName(located);
  return name === null || !same(name, located.repository.nameWithOwner);
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

export function split(nameWithOwner: string): { owner: string; name: string } {
  const [owner = '', name = ''] = nameWithOwner.split('/');
  return { owner, name };
}

/** A global id: opaque to whoever receives it. */
export function writeId(prefix: 'R' | 'PR', key: string): string {
  return `${prefix}_kwTwin${Buffer.from(key).toString('base64url')}`;
}

/** The global id of a pull request, the same by GraphQL and by REST. */
export function pullRequestId({ repository, pull }: Located): string {
  return writeId('PR', `${repository.nameWithOwner}#${pull.number}`);
}

function readId(id: string): string | undefined {
  const [, encoded] = /^(?:R|PR)_kwTwin(.+)$/.exec(id) ?? [];
  return encoded && Buffer.from(encoded, 'base64url').toString();
}

/** `owner/name` that a global id belongs to, without regard to who may see it. */
export function repositoryOfId(id: string): string | undefined {
  return readId(id)?.split('#')[0];
}

/** The id by which REST redirects from a former name. */
export function databaseId({ nameWithOwner }: WorldRepository): number {
  return Number.parseInt(hash(nameWithOwner).slice(0, 7), 16);
}

/** Object id of the head commit. */
export function headOid({ repository, pull }: Located): string {
  return pull.headOid ?? hash(`${repository.nameWithOwner}#${pull.number}`);
}

export function hash(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

/** ISO 8601 to the second, as GitHub writes an instant. */
export function instant(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19)}Z`;
}
