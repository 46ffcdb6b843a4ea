/** The stand-ins of other actions say no where the real ones do. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stand-ins-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** In an environment with nothing but what a step of a job gives. */
function run(file: string, env: Readonly<Record<string, string>>, args: readonly string[] = []) {
  const output = join(folder, 'output');
  rmSync(output, { force: true });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join('__tests__/twins/actions', file), ...args],
    { env: { GITHUB_OUTPUT: output, STAND_INS: folder, ...env }, encoding: 'utf8' },
  );
  const outputs = existsSync(output) ? readFileSync(output, 'utf8') : '';
  return { status, said: `${stdout}${stderr}`, outputs };
}

const inputs = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));

describe('create-github-app-token', () => {
  const key = '-----BEGIN PRIVATE KEY-----\nnobody\n-----END PRIVATE KEY-----\n';
  const app = { 'client-id': 'Iv23nobody', 'private-key': key, owner: 'acme' };
  const make = (given: Readonly<Record<string, string>>) =>
    run('create-github-app-token/main.ts', inputs(given));

  it('gives a token that has the rights that were asked for', () => {
    const rights = { 'permission-pull-requests': 'read', 'permission-contents': 'read' };
    expect(make({ ...app, ...rights })).toMatchObject({
      status: 0,
      outputs: 'token=ghs_app_contents_pull-requests\n',
    });
    expect(make(app).outputs).toBe('token=ghs_app_none\n');
  });

  it.each([
    ['no key', { ...app, 'private-key': '' }, 'Input required and not supplied: private-key'],
    ['no app', { ...app, 'client-id': '' }, 'Input required and not supplied: client-id'],
    ['a key that is none', { ...app, 'private-key': 'nobody' }, 'The private key is none'],
    ['a right to write', { ...app, 'permission-contents': 'write' }, 'not granted contents: write'],
    ['a misspelt input', { ...app, 'permission-pulls': 'read' }, 'INPUT_PERMISSION-PULLS'],
  ])('refuses %s', (_, given, words) => {
    const { status, said, outputs } = make(given);
    expect([status, outputs]).toEqual([1, '']);
    expect(said).toContain(words);
  });
});

describe('upload-artifact', () => {
  const upload = (given: Readonly<Record<string, string>>) => run('upload-artifact/main.ts', inputs(given));

  it('keeps the file', () => {
    writeFileSync(join(folder, 'report.json'), '{}');
    expect(upload({ name: 'reviews', path: join(folder, 'report.json') }).status).toBe(0);
    expect(readFileSync(join(folder, 'artifacts/reviews/report.json'), 'utf8')).toBe('{}');
  });

  it('warns of a path that leads nowhere, or fails where that is asked for', () => {
    const given = { name: 'reviews', path: join(folder, 'nothing.json') };
    expect(upload(given)).toMatchObject({ status: 0, said: expect.stringContaining('::warning::No files') });
    expect(upload({ ...given, 'if-no-files-found': 'error' })).toMatchObject({
      status: 1,
      said: expect.stringContaining('::error::No files'),
    });
  });

  it.each([
    ['no path', { path: '' }, 'Input required'],
    ['days that are none', { path: '.', 'retention-days': '7d' }, 'retention-days: 7d'],
    ['a misspelt input', { path: '.', retention: '7' }, 'INPUT_RETENTION'],
  ])('refuses %s', (_, given, words) => {
    expect(upload(given)).toMatchObject({ status: 1, said: expect.stringContaining(words) });
  });
});

describe('gh', () => {
  const env = { GH_TOKEN: 'ghs_nobody', GH_REPO: 'acme/web' };
  const gh = (...args: readonly string[]) => run('gh.ts', env, args);
  const find = (title: string) =>
    gh(
      'issue',
      'list',
      '--search',
      `in:title "${title}"`,
      '--json',
      'number',
      '--jq',
      '.[0].number // empty',
    );

  it('finds an issue once it is there, and takes comments', () => {
    expect(find('It failed')).toMatchObject({ status: 0, said: '' });
    expect(gh('issue', 'create', '--title', 'It failed', '--body', 'See the log').said).toBe(
      'https://github.com/acme/web/issues/1\n',
    );
    expect(find('It failed').said).toBe('1\n');
    expect(gh('issue', 'comment', '1', '--body', 'Again').status).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, 'issues.json'), 'utf8'))).toEqual([
      { title: 'It failed', body: 'See the log', comments: ['Again'] },
    ]);
  });

  it('refuses what the real one refuses, and what it does not know', () => {
    expect(run('gh.ts', { GH_REPO: 'acme/web' }, ['issue', 'list']).status).toBe(4);
    expect(run('gh.ts', { GH_TOKEN: 'ghs_nobody' }, ['issue', 'list']).said).toContain(
      'not a git repository',
    );
    for (const args of [
      ['issue', 'comment', '7', '--body', 'Again'],
      ['issue', 'create', '--title', '', '--body', 'See the log'],
      ['issue', 'list', '--search', 'It failed'],
      ['issue', 'close', '1'],
    ])
      expect(gh(...args).status, args.join(' ')).toBe(1);
  });
});
