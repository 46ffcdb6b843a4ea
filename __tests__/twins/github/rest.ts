import { type Access, databaseId, headOid, instant, pullRequestId, pullRequestOf, split } from './access.ts';
import { notAccessible, samlMessage } from './error.ts';
import { json, type Reply } from './reply.ts';
import { byCreation } from './repository-fields.ts';
import { headName, pullRequestUrl, updatedAt } from './view.ts';
import {
  visibilityOf,
  type WorldActor,
  type WorldPullRequest,
  type WorldRepository,
  type WorldReview,
} from './world.ts';

const notFound = json(404, {
  message: 'Not Found',
  documentation_url: 'https://docs.github.com/rest',
  status: '404',
});
const denied = (message: string, headers: Record<string, string> = {}) =>
  json(403, { message, documentation_url: 'https://docs.github.com/rest', status: '403' }, headers);

/** The part of REST that a naive reader of pull requests needs (GitHub docs: REST API, pulls and reviews). */
export function rest(method: string, url: URL, access: Access): Reply {
  if (method !== 'GET') return notFound;
  const [kind, ...rest] = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const list = lists(kind, rest, url, access);
  if (list) return list;
  let repository: WorldRepository | undefined;
  let tail: string[] = [];
  if (kind === 'repos') {
    const name = rest.slice(0, 2).join('/');
    tail = rest.slice(2);
    repository = access.find(name);
    if (repository && !access.find(name, { followRenames: false }))
      return moved(url, databaseId(repository), tail);
  } else if (kind === 'repositories') {
    repository = access.byDatabaseId(Number(rest[0]));
    tail = rest.slice(1);
  }
  if (!repository) return notFound;
  if (repository.saml)
    return denied(samlMessage, { 'x-github-sso': 'required; url=https://github.com/orgs/twin/sso' });
  return resource(repository, tail, url, access);
}

/** Lists of repositories: an organization's, a user's public ones, the token's own, and an installation's. */
function lists(
  kind: string | undefined,
  [login, part]: readonly string[],
  url: URL,
  access: Access,
): Reply | undefined {
  const page = (all: readonly WorldRepository[]) => paged(all, url, repositoryBody);
  if ((kind === 'orgs' || kind === 'users') && login !== undefined && part === 'repos') {
    const { known, ownerType, visible } = access.ofOwner(login);
    if (!known || (kind === 'orgs' && ownerType === 'User')) return notFound;
    return page(kind === 'orgs' ? visible : visible.filter(({ isPrivate }) => !isPrivate));
  }
  if (kind === 'user' && login === 'repos') {
    if (access.token.kind !== 'pat') return denied(notAccessible);
    const mine = `${access.token.login ?? 'octocat'}/`.toLowerCase();
    return page(
      access
        .visible()
        .filter(({ nameWithOwner, isPrivate }) => isPrivate || nameWithOwner.toLowerCase().startsWith(mine)),
    );
  }
  if (kind === 'installation' && login === 'repositories') {
    const granted = access.granted();
    if (!granted)
      return denied(
        'You must authenticate with an installation access token in order to list repositories for an installation.',
      );
    return paged(granted, url, repositoryBody, (repositories) => ({
      total_count: granted.length,
      repositories,
    }));
  }
  return undefined;
}

function resource(
  repository: WorldRepository,
  [kind, number, part]: readonly string[],
  url: URL,
  access: Access,
): Reply {
  if (kind === undefined) return json(200, repositoryBody(repository));
  if (kind === 'contents') return contents(repository, tailOf(url), access);
  if (kind !== 'pulls') return notFound;
  if (!access.may('pull-requests')) return denied(notAccessible);
  if (number === undefined) {
    const state = url.searchParams.get('state') ?? 'open';
    const base = url.searchParams.get('base');
    const direction = url.searchParams.get('direction') === 'asc' ? 'ASC' : 'DESC';
    const chosen = byCreation(repository.pullRequests, direction).filter(
      (pull) =>
        (state === 'all' || (state === 'open') === (pull.state === 'OPEN')) &&
        (base === null || pull.base === base),
    );
    const own = repositoryBody(repository);
    return paged(chosen, url, (pull) => pullBody(access, repository, pull, own));
  }
  const pull = pullRequestOf(repository, Number(number));
  if (!pull) return notFound;
  if (part === undefined) {
    const { additions, deletions, changedFiles: changed_files } = pull;
    // null: not computed yet, or never (GitHub docs: get a pull request).
    const mergeable = { MERGEABLE: true, CONFLICTING: false, UNKNOWN: null }[access.mergeability.of(pull)];
    return json(200, {
      ...pullBody(access, repository, pull),
      additions,
      deletions,
      changed_files,
      mergeable,
    });
  }
  if (part !== 'reviews') return notFound;
  const submitted = pull.reviews.filter(({ state }) => state !== 'PENDING');
  return paged(submitted, url, (review) => reviewBody(review, headOid({ repository, pull })));
}

const tailOf = (url: URL) =>
  url.pathname.split('/contents/').slice(1).join('/contents/').split('/').map(decodeURIComponent).join('/');

/**
 * A file of the default branch, a folder's list, or a link (GitHub docs: "Get repository content"): a link to a file
 * comes as that file; above 1 MB there is no content. Of a public repository it needs no right.
 */
function contents({ files = {}, isPrivate }: WorldRepository, path: string, access: Access): Reply {
  if (isPrivate && !access.may('contents')) return denied(notAccessible);
  const found = Object.hasOwn(files, path) ? files[path] : undefined;
  if (found === undefined) {
    const below = Object.keys(files).filter((name) => name.startsWith(`${path}/`));
    return below.length > 0
      ? json(
          200,
          below.map((name) => ({ type: 'file', path: name })),
        )
      : notFound;
  }
  const linked = typeof found === 'object' && 'linkTo' in found ? found.linkTo : undefined;
  const file = linked === undefined ? found : files[linked];
  if (file === undefined || (typeof file === 'object' && 'linkTo' in file))
    return json(200, { type: 'symlink', target: linked, path, size: linked?.length });
  const bytes = Buffer.from(file);
  const isLarge = bytes.length > 1024 * 1024;
  return json(200, {
    type: 'file',
    path,
    size: bytes.length,
    encoding: isLarge ? 'none' : 'base64',
    content: isLarge ? '' : bytes.toString('base64').replace(/.{60}/g, '$&\n'),
  });
}

function moved(url: URL, id: number, tail: readonly string[]): Reply {
  const to = `${url.origin}${['/repositories', id, ...tail].join('/')}${url.search}`;
  const body = {
    message: 'Moved Permanently',
    url: to,
    documentation_url:
      'https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects',
  };
  return json(301, body, { location: to });
}

/** A page of 30, or as many as asked, at most 100, with GitHub's `Link` header. */
function paged<Item>(
  all: readonly Item[],
  url: URL,
  body: (item: Item) => unknown,
  whole: (items: readonly unknown[]) => unknown = (items) => items,
): Reply {
  const size = Math.min(100, Math.max(1, Number(url.searchParams.get('per_page') ?? 30) || 30));
  const page = Math.max(1, Number(url.searchParams.get('page') ?? 1) || 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const link = (rel: string, to: number) => {
    const target = new URL(url);
    target.searchParams.set('page', String(to));
    return `<${target}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link('prev', page - 1)] : []),
    ...(page < last ? [link('next', page + 1), link('last', last)] : []),
    ...(page > 1 ? [link('first', 1)] : []),
  ];
  const items = all.slice((page - 1) * size, page * size).map(body);
  return json(200, whole(items), links.length > 0 ? { link: links.join(', ') } : {});
}

const repositoryBody = (repository: WorldRepository) => ({
  id: databaseId(repository),
  name: split(repository.nameWithOwner).name,
  full_name: repository.nameWithOwner,
  private: repository.isPrivate,
  visibility: visibilityOf(repository),
  default_branch: repository.defaultBranch,
  archived: repository.archived ?? false,
  fork: repository.fork ?? false,
  has_issues: true,
  open_issues_count:
    (repository.issues ?? 0) + repository.pullRequests.filter(({ state }) => state === 'OPEN').length,
  html_url: `https://github.com/${repository.nameWithOwner}`,
});

/** REST writes a bot with `[bot]`; a deleted account is null. */
const userBody = (actor: WorldActor | null) =>
  actor && { login: actor.type === 'Bot' ? `${actor.login}[bot]` : actor.login, type: actor.type };

/** @param own the body of its repository, which counts what is open in it: once for a whole page */
function pullBody(
  access: Access,
  repository: WorldRepository,
  pull: WorldPullRequest,
  own = repositoryBody(repository),
) {
  const head = access.headRepository({ repository, pull });
  return {
    node_id: pullRequestId({ repository, pull }),
    number: pull.number,
    title: pull.title,
    state: pull.state === 'OPEN' ? 'open' : 'closed',
    draft: pull.isDraft,
    user: userBody(pull.author),
    created_at: instant(pull.createdAt),
    updated_at: instant(new Date(updatedAt(pull)).toISOString()),
    html_url: pullRequestUrl({ repository, pull }),
    base: { ref: pull.base, repo: own },
    // A fork that was deleted is null (github/rest-api-description#161).
    head: {
      ref: headName(pull),
      sha: headOid({ repository, pull }),
      repo: head && (head === repository ? own : repositoryBody(head)),
    },
    assignees: (pull.assignees ?? []).map(userBody),
    labels: pull.labels.map((name) => ({ name })),
    requested_reviewers: pull.requested.flatMap((one) => ('team' in one ? [] : [userBody(one)])),
    requested_teams: pull.requested.flatMap((one) =>
      'team' in one ? [{ slug: split(one.team).name, name: split(one.team).name }] : [],
    ),
  };
}

const reviewBody = (review: WorldReview, head: string) => ({
  user: userBody(review.author),
  state: review.state,
  body: review.body ?? '',
  submitted_at: review.submittedAt && instant(review.submittedAt),
  commit_id: review.commit ?? head,
});
