/** What a public run tells of a private repository that only a pattern chose, whatever GitHub answers: no name. */
import { expect, it } from 'vitest';
import { reportJson } from '../../src/report/json/json.ts';
import { makeOutputs } from '../../src/report/json/outputs.ts';
import { unreachableLog } from '../../src/report/log/outcome.ts';
import { unmatchedLog } from '../../src/report/log/unmatched.ts';
import { reportLog } from '../../src/report/log/verdicts.ts';
import { redactReport } from '../../src/report/redact.ts';
import { renderSummary } from '../../src/report/summary/summary.ts';
import { createQuote } from '../../src/text/server-text.ts';
import { lookAt } from '../github/fetching.ts';
import { lookedAt, reportOf } from '../support/samples.ts';
import type { FaultKind } from '../twins/github/fault.ts';
import { pull, repository, token, world } from '../worlds/builder.ts';

const hidden = /topsecret|secret plan|insider|private-branch/;
const secret = repository('acme/topsecret', { isPrivate: true, defaultBranch: 'private-branch' }, [
  pull({
    number: 9,
    title: 'A secret plan',
    base: 'private-branch',
    author: { login: 'insider', type: 'User' },
  }),
]);
const both = world(
  [repository('acme/web', {}, [pull({ number: 1 })]), secret],
  [token({ kind: 'app', sees: 'all' })],
);
const quote = createQuote({ redact: (text) => text, shown: false });

const kinds: FaultKind[] = [
  ...(['502-html', '502-json', '504-html', '500-json', '503', 'echo', 'echo-502', 'cut-json'] as const),
  ...(['cut-body', 'wrong-shape', 'not-found', 'forbidden', 'ip-allow-list', 'pathless-error'] as const),
  ...(['resource-limits', 'null-nodes', 'null-list', 'endless-cursor', 'huge-body', 'reset'] as const),
  ...(['403-secondary', '200-secondary', 'rate-limited', '200-something-wrong', '401'] as const),
];

it.each(kinds)('names nothing where GitHub answers by %s', async (kind) => {
  const inputs = { repositories: 'acme/*' };
  const found = await lookAt(both, {
    ...inputs,
    quote,
    faults: [{ kind, every: 1, when: { matching: { repository: 'acme/topsecret' } } }],
  });
  const report = reportOf(found, inputs, quote);
  const shown = redactReport(report, 'public');
  const told = [
    ...found.notes,
    ...[reportLog(shown), unmatchedLog(shown), unreachableLog(shown)].map((log) => JSON.stringify(log)),
    renderSummary(shown, []),
    JSON.stringify([makeOutputs(shown, []), reportJson(shown, [])]),
  ].join('\n');
  expect(told).not.toMatch(hidden);
  expect(found.unreachable.length + found.repositories.length).toBeGreaterThan(0);
});

it('names no branch of a private repository that the workflow names: how many are open elsewhere, not where', () => {
  const hiddenOne = lookedAt([], {
    name: 'acme/topsecret',
    asked: 'acme/known',
    visibility: 'private',
    branch: 'private-branch',
    elsewhere: { open: 3, bases: ['private-branch', 'mian'] },
  });
  const report = reportOf(
    { repositories: [hiddenOne], unreachable: [], spent: { requests: 1, points: 1, remaining: 9 } },
    { repositories: 'acme/known', branch: 'main' },
  );
  const told = (visibility: 'public' | 'private') => {
    const shown = redactReport(report, visibility);
    return [
      ...[reportLog(shown), unmatchedLog(shown)].map((log) => JSON.stringify(log)),
      renderSummary(shown, []),
      JSON.stringify([makeOutputs(shown, []), reportJson(shown, [])]),
    ].join('\n');
  };
  expect(told('public')).toContain('acme/known');
  expect(told('public')).not.toMatch(/topsecret|private-branch|mian/);
  expect(told('private')).toContain('3 open towards private-branch, mian');
});
