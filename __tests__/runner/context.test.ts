import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readRun } from '../../src/runner/context.ts';

const folder = mkdtempSync(join(tmpdir(), 'event-'));
afterAll(() => rmSync(folder, { recursive: true }));

function runOf(payload: unknown, variables: Readonly<Record<string, string>> = {}) {
  const path = join(folder, 'event.json');
  writeFileSync(path, JSON.stringify(payload));
  return readRun({ GITHUB_EVENT_PATH: path, ...variables });
}

describe('a run', () => {
  it.each([
    [{ private: false, visibility: 'public' }, 'public', false],
    [{ private: true, visibility: 'internal' }, 'internal', true],
    [{ private: true, visibility: 'private' }, 'private', true],
    [{ private: false }, 'public', false],
    // An older server: private, or internal.
    [{ private: true }, undefined, true],
    [{ private: true, visibility: 'secret' }, undefined, true],
    [{ visibility: 'private' }, 'private', true],
    [{}, undefined, undefined],
    [undefined, undefined, undefined],
  ])('of a repository that is %j is seen as %s', (repository, visibility, isPrivate) => {
    const { repositoryVisibility, repositoryIsPrivate } = runOf({ repository });
    expect(repositoryVisibility).toBe(visibility);
    expect(repositoryIsPrivate).toBe(isPrivate);
  });

  it.each([
    [{ full_name: 'acme/web', default_branch: 'trunk' }, '1', 'trunk'],
    [{ full_name: 'Acme/Web', default_branch: 'trunk' }, '', 'trunk'],
    // Made again: the event is that of the first attempt.
    [{ full_name: 'acme/web', default_branch: 'trunk' }, '2', undefined],
    [{ full_name: 'acme/old', default_branch: 'trunk' }, '1', undefined],
    [{ full_name: 'acme/web', default_branch: '' }, '1', undefined],
    [{ full_name: 'acme/web', default_branch: null }, '1', undefined],
    [{ full_name: 'acme/web', default_branch: 'x'.repeat(2000) }, '1', undefined],
    [{ full_name: 'acme/web' }, '1', undefined],
    [undefined, '1', undefined],
  ])('of an event with %j, attempt %s, has the default branch %s', (repository, attempt, expected) =>
    expect(
      runOf({ repository }, { GITHUB_REPOSITORY: 'acme/web', GITHUB_RUN_ATTEMPT: attempt }).defaultBranch,
    ).toBe(expected),
  );

  it('knows what is sound of an event in which something is not', () =>
    expect(
      runOf(
        {
          repository: { private: true, visibility: 7 },
          sender: 'me',
          pull_request: { user: { login: 'dependabot[bot]' } },
        },
        { GITHUB_EVENT_NAME: 'pull_request_target' },
      ),
    ).toMatchObject({ repositoryIsPrivate: true, withoutSecrets: true }));

  it('has addresses where the runner gives none', () =>
    expect(readRun({ GITHUB_API_URL: ' ', GITHUB_RUN_ID: '7', GITHUB_REPOSITORY: 'acme/web' })).toMatchObject(
      {
        apiUrl: 'https://api.github.com',
        graphqlUrl: 'https://api.github.com/graphql',
        url: 'https://github.com/acme/web/actions/runs/7',
        number: '7',
      },
    ));
});

describe('the page of the workflow', () => {
  const page = (reference: string | undefined, variables = {}) =>
    readRun({ GITHUB_REPOSITORY: 'acme/web', GITHUB_WORKFLOW_REF: reference, ...variables }).workflowUrl;

  it.each([
    ['acme/web/.github/workflows/reviews.yml@refs/heads/main', '/workflows/reviews.yml'],
    ['Acme/Web/.github/workflows/reviews.yaml@refs/pull/7/merge', '/workflows/reviews.yaml'],
    ['acme/web/.github/workflows/my reviews@9.yml@refs/heads/a.yml@b', '/workflows/my%20reviews%409.yml'],
    ['acme/web/.github/workflows/<!here|x>.yml@refs/heads/main', '/workflows/%3C!here%7Cx%3E.yml'],
    ['acme/rules/.github/workflows/reviews.yml@refs/heads/main', ''],
    ['acme/web/dynamic/copilot/reviews@refs/heads/main', ''],
    ['acme/web/.github/workflows/../../x.yml@refs/heads/main', ''],
    ['acme/web/.github/workflows/reviews.yml', ''],
    ['nonsense', ''],
    ['', ''],
    [undefined, ''],
  ])('of %s is …/actions%s', (reference, expected) =>
    expect(page(reference)).toBe(`https://github.com/acme/web/actions${expected}`),
  );

  it('is on the server of the run, and nowhere outside of a workflow', () => {
    const reference = 'acme/web/.github/workflows/reviews.yml@refs/heads/main';
    expect(page(reference, { GITHUB_SERVER_URL: 'https://ghe.acme.test/' })).toBe(
      'https://ghe.acme.test/acme/web/actions/workflows/reviews.yml',
    );
    expect(page(reference, { GITHUB_REPOSITORY: '' })).toBe('');
  });
});

describe('an event file', () => {
  const whole = JSON.stringify({ repository: { full_name: 'acme/web', private: true } });
  const read = (content: string | Uint8Array) => {
    const path = join(folder, 'odd.json');
    writeFileSync(path, content);
    return readRun({ GITHUB_EVENT_PATH: path, GITHUB_REPOSITORY: 'acme/web' });
  };

  it.each([
    ['empty', ''],
    ['cut', whole.slice(0, -9)],
    ['of blanks', '\n\n'],
    ['of bytes that are no text', new Uint8Array([0xff, 0xfe, 0, 0x80])],
    ['a list', '[1]'],
    ['null', 'null'],
    ['a text', '"x"'],
  ])('may be %s: then nothing is known of the event', (_, content) =>
    expect(read(content)).toMatchObject({ repository: 'acme/web', repositoryIsPrivate: undefined }),
  );

  it('may begin with a byte order mark', () =>
    expect(read(`\ufeff${whole}`)).toMatchObject({ repositoryIsPrivate: true }));
});

describe('whether GitHub withholds secrets from a run', () => {
  const repo = (full_name: string | null) => ({ repo: full_name === null ? null : { full_name } });
  const dependabot = 'dependabot[bot]';

  it.each([
    ['pull_request', 'someone/web', 'someone', 'someone', 'green'],
    ['pull_request', null, 'someone', 'someone', 'green'],
    ['pull_request', 'acme/web', dependabot, dependabot, 'green'],
    ['pull_request', 'acme/web', dependabot, 'octocat', 'green'],
    ['pull_request', 'acme/web', 'octocat', dependabot, 'green'],
    ['pull_request', 'acme/web', 'octocat', 'octocat', 'red'],
    ['pull_request_review', 'someone/web', 'someone', 'octocat', 'green'],
    ['pull_request_review_comment', 'acme/web', dependabot, 'octocat', 'green'],
    ['pull_request_target', 'someone/web', 'someone', 'someone', 'red'],
    ['pull_request_target', 'someone/web', 'someone', dependabot, 'red'],
    ['pull_request_target', 'acme/web', dependabot, 'octocat', 'green'],
    ['pull_request_target', 'acme/web', dependabot, dependabot, 'green'],
    ['pull_request_target', 'acme/web', 'octocat', dependabot, 'red'],
    ['issue_comment', 'someone/web', 'someone', dependabot, 'red'],
    ['schedule', null, dependabot, dependabot, 'red'],
  ])('on %s from %s by %s, where %s acted: %s', (name, head, author, actor, colour) => {
    const { withoutSecrets } = runOf(
      {
        repository: { full_name: 'acme/web', private: false },
        sender: { login: actor },
        pull_request: { user: { login: author }, head: repo(head), base: repo('acme/web') },
      },
      { GITHUB_EVENT_NAME: name, GITHUB_ACTOR: actor },
    );
    expect(withoutSecrets).toBe(colour === 'green');
  });
});
