import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { repository, token, world } from '../worlds/builder.ts';
import { play, pull } from './stage.ts';

const waiting = (title: string) => [
  pull({ number: 9, title, hoursAgo: 70, author: { login: 'insider', type: 'User' } }),
];
const acme = [
  repository('acme/web', {}, [pull({ number: 1, title: 'In the open', hoursAgo: 90 })]),
  repository('acme/secret-plan', { isPrivate: true }, waiting('A hidden change')),
  repository('acme/secret-saml', { isPrivate: true, saml: true }, waiting('Another hidden change')),
  repository('acme/secret-old', { isPrivate: true, renamedFrom: ['acme/secret-former'] }, waiting('A third')),
];
const app = token({ kind: 'app', sees: 'all', pointsPerHour: 5000 });

describe('a pattern in a public run', () => {
  it('names no private repository that nobody wrote down, but to Slack', async () => {
    const played = await play({ world: world(acme, [app]), inputs: { repositories: 'acme/*' } });
    const shown = [
      played.output,
      played.summary,
      JSON.stringify(played.outputs),
      JSON.stringify(played.report),
    ];
    for (const text of shown) expect(text).not.toMatch(/secret|insider|hidden|A third/i);
    expect(played.text).toContain('Of acme: 4 repositories match, 3 of them private');
    expect(played.text).toContain(
      '2 of those that a pattern chose are private and this run is public: 2 overdue, shown as a count only',
    );
    expect(played.summary).toContain('2 of those that a pattern chose are private');
    expect(played.outputs).toMatchObject({ count: '3', checked: '3' });
    expect(JSON.parse(played.outputs['unreachable'] ?? '')).toMatchObject([
      { repository: 'a private repository', reason: expect.stringContaining('SAML') },
    ]);
    expect(played.exitCode).toBe(1);
    const message = JSON.stringify(played.messages[0]?.blocks);
    expect(message).toContain('A hidden change');
    expect(message).toContain('acme/secret-saml could not be looked at');
    const ajv = new Ajv2020();
    addFormats.default(ajv);
    const schema = JSON.parse(readFileSync('docs/report.schema.json', 'utf8'));
    expect(ajv.validate(schema, played.report), ajv.errorsText()).toBe(true);
  });

  it('in a dry run shows no more', async () => {
    const inputs = { repositories: 'acme/*', 'dry-run': 'true' };
    const played = await play({ world: world(acme, [app]), inputs });
    expect(played.output).not.toMatch(/secret|insider|hidden/i);
  });

  it('over private ones alone is not "nothing could be looked at"', async () => {
    const played = await play({ world: world(acme, [app]), inputs: { repositories: 'acme/secret-p*' } });
    expect(played).toMatchObject({ exitCode: 0, outputs: { count: '1', delivered: 'posted' } });
    expect(played.text).not.toContain('not an all-clear');
  });
});

describe('a pattern', () => {
  it('in a private run shows everything', async () => {
    const payload = { repository: { full_name: 'acme/web', private: true } };
    const played = await play({
      world: world(acme, [app]),
      inputs: { repositories: 'acme/*' },
      event: { name: 'schedule', payload },
    });
    expect(played.text).toContain('A hidden change');
    expect(played.text).toContain('acme/secret-saml could not be looked at');
  });

  it("with the run's own token warns of what it cannot see", async () => {
    const played = await play({ world: world(acme), inputs: { repositories: 'acme/*' } });
    expect(played.exitCode).toBe(0);
    expect(played.annotations).toMatchObject([
      {
        type: 'warning',
        message: expect.stringMatching(
          /granted a single repository.* Of acme it sees that one and public ones: 1 repository visible to it, 0 of them private\. .*GitHub App token/,
        ),
      },
    ]);
    const single = await play({ world: world(acme), inputs: { repositories: 'acme/web' } });
    expect(single.annotations).toEqual([]);
  });
});

describe('a repository under its former name', () => {
  it('is followed, with a notice', async () => {
    const moved = repository('acme/new', { renamedFrom: ['acme/old'] }, waiting('Moved'));
    const played = await play({ world: world([moved]), inputs: { repositories: 'acme/old' } });
    expect(played).toMatchObject({ exitCode: 0, outputs: { count: '1' } });
    expect(played.annotations).toMatchObject([
      { type: 'notice', message: expect.stringContaining('acme/old is now acme/new') },
    ]);
  });
});

describe('many repositories', () => {
  it('fill one collapsed group of the log, and those not named are a link to the run', async () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      repository(`acme/a-repository-with-a-long-name-${index}`, {}, [pull({ number: 1, hoursAgo: 80 })]),
    );
    const quiet = Array.from({ length: 30 }, (_, index) => repository(`acme/quiet-${index}`));
    const played = await play({
      world: world([...many, ...quiet], [app]),
      inputs: { repositories: 'acme/*' },
    });
    expect(played.text).toContain('▸ Looked at 90 repositories');
    expect(played.text).toContain('30 without open pull requests');
    expect(JSON.stringify(played.messages[0]?.blocks)).toMatch(
      /and 40 more, waiting up to 3 d · .*actions\/runs\/1234567890","text":"see them all"/,
    );
  });
});
