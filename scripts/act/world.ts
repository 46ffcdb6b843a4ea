/** What examples/ speaks of: three private repositories of `acme`, channels of its teams, and an app's tokens. */
import type { Permission, World } from '../../__tests__/twins/github/world.ts';
import { demoWorkspace, type Workspace } from '../../__tests__/twins/slack/workspace.ts';
import { at } from '../../__tests__/worlds/builder.ts';
import { demoToken } from '../../__tests__/worlds/real.ts';

/** The workflow's repository. */
export const home = 'acme/web-shop';
const days = (count: number) => ({ hoursAgo: 24 * count });

/** @param files of the workflow's repository */
export function acmeWorld(now: number, files: Readonly<Record<string, string>> = {}): World {
  const { pull, review } = at(now);
  const repository = (
    nameWithOwner: string,
    pullRequests: World['repositories'][number]['pullRequests'],
  ) => ({
    nameWithOwner,
    isPrivate: true,
    defaultBranch: 'main',
    pullRequests,
  });
  const rights = (['contents', 'members', 'pull-requests'] as const).reduce<Permission[][]>(
    (sets, name) => sets.flatMap((set) => [set, [...set, name]]),
    [[]],
  );
  return {
    repositories: [
      {
        ...repository(home, [
          pull({ number: 1, ...days(30), requested: [{ team: 'acme/web' }] }),
          pull({ number: 2, ...days(20), labels: ['security'] }),
          pull({ number: 3, ...days(20), reviews: [review('hubot', 'APPROVED', 2)] }),
          pull({ number: 4, hoursAgo: 0.1 }),
        ]),
        files,
      },
      repository('acme/pay-api', [pull({ number: 1, ...days(25) })]),
      repository('acme/docs', [pull({ number: 1, ...days(15) })]),
      repository('acme/sandbox-1', [pull({ number: 1, ...days(40) })]),
    ],
    tokens: [
      {
        token: demoToken,
        kind: 'actions',
        permissions: { 'pull-requests': 'read' },
        sees: [home],
        pointsPerHour: 1000,
      },
      // As the stand-in of create-github-app-token names them.
      ...rights.map((set) => ({
        token: `ghs_app_${set.join('_') || 'none'}`,
        kind: 'app' as const,
        permissions: Object.fromEntries(set.map((name) => [name, 'read' as const])),
        sees: 'all' as const,
        pointsPerHour: 5000,
      })),
    ],
  };
}

export function acmeWorkspace(): Workspace {
  const workspace = demoWorkspace();
  const teams = ['C0REVIEWS00', 'C0SECURITY0', 'C0WEBTEAM00', 'C0PAYMENTS0', 'C0LEADS0000'];
  const channels = teams.map((id) => ({ id, name: id.toLowerCase(), joined: true }));
  return { ...workspace, channels: [...workspace.channels, ...channels] };
}
