import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { reportJson } from '../../../src/report/json/json.ts';
import { makeOutputs } from '../../../src/report/json/outputs.ts';
import { redactReport } from '../../../src/report/redact.ts';
import { ServerText } from '../../../src/text/server-text.ts';
import { hostile } from '../../corpus/hostile.ts';
import {
  account,
  asked,
  day,
  hoursAgo,
  lookedAt,
  now,
  pull,
  report,
  reportOf,
  review,
  unreachable,
} from '../../support/samples.ts';

const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
const schema: { $defs: { pullRequest: { required: string[] } } } = JSON.parse(
  readFileSync('docs/report.schema.json', 'utf8'),
);
const validate = ajv.compile(schema);

const delivery = {
  delivered: 'posted',
  to: '#reviews',
  channel: 'C0123456789',
  ts: '1785741421.000100',
  count: 1,
  named: ['acme/web#1'],
  notes: [],
} as const;

describe('the report file', () => {
  it('follows its schema, whatever the texts are', () => {
    const all = hostile.map(([, text], index) =>
      pull({
        number: index + 1,
        title: text,
        author: account(text),
        labels: [text],
        requested: asked(text),
        base: text,
      }),
    );
    const whole = report([...all, pull({ draft: true }), pull({ reviews: [review('hubot')] })], {
      unreachable: [unreachable],
    });
    const written: unknown = JSON.parse(JSON.stringify(reportJson(whole, [delivery])));
    expect(validate(written), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  });

  it('is refused by the schema where a field is wrong', () => {
    const written = JSON.parse(JSON.stringify(reportJson(report([pull()]), [delivery])));
    expect(validate(written)).toBe(true);
    expect(validate({ ...written, schemaVersion: 2 })).toBe(false);
    expect(validate({ ...written, token: 'x' })).toBe(false);
  });

  it('holds no secret', () => {
    const written = JSON.stringify(reportJson(report([pull()]), [delivery]));
    expect(written).not.toMatch(/ghs_|xoxb-/);
  });
});

describe('the output pull-requests', () => {
  it('holds exactly the fields of the schema', () => {
    const outputs = makeOutputs(
      report([pull({ number: 7, restarted: { how: 'left draft', at: now - 2 * day } })]),
      [delivery],
    );
    const [item] = JSON.parse(outputs['pull-requests'] ?? '');
    expect(Object.keys(item)).toEqual(schema.$defs.pullRequest.required);
    expect(item).toMatchObject({
      repository: 'acme/web',
      number: 7,
      waitingSince: '2026-08-01T07:17:00.000Z',
      waitedSeconds: 172_800,
      verdict: 'overdue',
      reason: 'waits since it left draft on Sat 1 Aug 07:17: 2 d, allowed 1 d',
    });
    expect(outputs).toMatchObject({
      count: '1',
      checked: '1',
      delivered: 'posted',
      'slack-channel-id': 'C0123456789',
      'slack-ts': '1785741421.000100',
    });
  });

  it('is unset where nothing could be looked at: zero would be a claim', () => {
    const none = reportOf({
      repositories: [],
      unreachable: [{ ...unreachable, answer: new ServerText(unreachable.answer) }],
      spent: { requests: 1, points: 0, remaining: undefined },
    });
    const outputs = makeOutputs(none, []);
    expect(outputs).not.toHaveProperty('count');
    expect(outputs).not.toHaveProperty('pull-requests');
    expect(JSON.parse(outputs.unreachable ?? '')).toEqual([
      { repository: 'acme/legacy', reason: unreachable.reason },
    ]);
  });
});

describe('private repositories', () => {
  const look = {
    repositories: [
      lookedAt([pull({ title: 'public one' })]),
      lookedAt(
        [
          pull({ repository: 'acme/secret', title: 'secret one', number: 2 }),
          pull({ repository: 'acme/secret', number: 3, createdAt: hoursAgo(1) }),
        ],
        {
          name: 'acme/secret',
          visibility: 'private',
        },
      ),
    ],
    unreachable: [],
    spent: { requests: 2, points: 10, remaining: 990 },
  };
  const whole = reportOf(look);

  it('stay counts in a public run, and whole in a private one', () => {
    const shown = redactReport(whole, 'public');
    expect(JSON.stringify(reportJson(shown, []))).not.toContain('secret one');
    expect(makeOutputs(shown, [])).toMatchObject({ count: '2', checked: '3' });
    expect(JSON.parse(makeOutputs(shown, [])['pull-requests'] ?? '')).toHaveLength(1);
    expect(JSON.stringify(reportJson(redactReport(whole, 'private'), []))).toContain('secret one');
  });
});
