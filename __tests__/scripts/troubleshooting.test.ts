/** Every error that a run can tell has its place in docs/troubleshooting.md, in the words of the log. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { meanings } from '../../src/github/client/failure-kind.ts';
import { declared } from '../../src/settings/declarations.ts';
import { placeOf, SettingsError, topicOfProblem } from '../../src/settings/problem.ts';
import { slackTopics } from '../../src/slack/remedies.ts';
import { scheduleTopics } from '../../src/slack/watchdog-problem.ts';
import { webhookTopics } from '../../src/slack/webhook-remedies.ts';
import { ownTopics, type Topic, topicOf } from '../../src/values/topic.ts';
import { syntaxWords } from '../../src/yaml/syntax.ts';
import { configured } from '../support/configured.ts';
import { settings } from '../support/samples.ts';
import { wrongFiles, wrongInputs } from '../support/wrong-inputs.ts';

/** What somebody sees, and looks for: first cells of rows, and passages; each with the anchors before it. */
const seen = readFileSync('docs/troubleshooting.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') || line.startsWith('<a id='))
  .map((line) => ({
    anchors: [...line.matchAll(/<a id="([^"]+)"><\/a>/g)].map(([, anchor = '']) => anchor),
    text: (line.split(' | ')[0] ?? '').replace(/^\| /, '').replace(/<a id="[^"]+"><\/a>/g, ''),
  }));
const anchors = seen.flatMap((one) => one.anchors);
const textAt = (topic: Topic) => seen.find((one) => one.anchors.includes(topic))?.text;

const keys = ['when', 'also', 'after'];
const ofInputs = [...declared.keys(), ...keys].map((name) => topicOf('input', name));
const ofVariables = ['GITHUB_API_URL', 'GITHUB_GRAPHQL_URL'].map((name) => topicOf('variable', name));
const ofCodes = new Map([...slackTopics, ...scheduleTopics, ...webhookTopics]);

it('has one anchor for each topic, and none that nothing leads to', () => {
  const topics = [...meanings.keys(), ...ofCodes.keys(), ...ownTopics, ...ofInputs, ...ofVariables];
  expect(topics.length).toBeGreaterThan(180);
  expect(anchors.toSorted()).toEqual([...new Set(topics)].toSorted());
});

it("has every code of Slack's in the row that its anchor leads to", () => {
  const lost = [...ofCodes].filter(([topic, code]) => !textAt(topic)?.match(new RegExp(`\\b${code}\\b`)));
  expect(lost).toEqual([]);
});

it('has every meaning of a failure of GitHub in the row that its anchor leads to', () => {
  expect([...meanings].filter(([topic, meaning]) => !textAt(topic)?.includes(meaning))).toEqual([]);
});

/** Rows of inputs hold patterns, in which … stands for whatever there is; what they begin with stands there once. */
const patterns = seen
  .flatMap(({ text }) => {
    const [prefix] = /^(?:Input [^:]+|Variable [^:]+|….yml:…): /.exec(text) ?? [];
    return text
      .split('; ')
      .map((one) =>
        prefix && !/^(Input|Variable) /.test(one) ? `${prefix}${one.replace(prefix, '')}` : one,
      );
  })
  .filter((pattern) => /^(Input|Variable|….yml:)/.test(pattern))
  .map((pattern) => ({
    pattern,
    form: new RegExp(
      `^${pattern
        .split('…')
        .map((part) => part.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&'))
        .join('.*')}`,
      's',
    ),
  }));

function told(read: () => unknown) {
  try {
    read();
  } catch (error) {
    if (error instanceof SettingsError)
      return error.problems.map((problem) => ({
        topic: topicOfProblem(problem),
        // Of a value in a file the same is told at its place.
        words: `${placeOf(problem)}: ${problem.message}`.replace(
          /^[^ ]+yml:\d+:\d+: ([a-z-]+): /,
          'Input $1: ',
        ),
      }));
    throw error;
  }
  return [];
}

describe('a wrong input', () => {
  const all = [
    ...wrongInputs.flatMap(([name, value, others]) => told(() => settings({ ...others, [name]: value }))),
    ...wrongFiles.flatMap(([text, inputs]) => told(() => configured(text, inputs))),
    ...told(() => settings({}, { apiUrl: 'http://ghes.example.com', graphqlUrl: 'http://ghes.example.com' })),
    ...told(() => settings({}, { repository: '' })),
  ];

  it('is told in words that a row has', () => {
    expect(all.length).toBeGreaterThan(wrongInputs.length);
    const lost = all
      .map(({ words }) => words)
      .filter((words) => !patterns.some(({ form }) => form.test(words)));
    expect(lost).toEqual([]);
  });

  it('that is no YAML, in whatever way, has a row', () => {
    const lost = Object.values(syntaxWords)
      .map((words) => `c.yml:1:1: ${words.replace(/^is /, '"x" is ')}`)
      .filter((words) => !patterns.some(({ form }) => form.test(words)));
    expect(lost).toEqual([]);
  });

  it('leads to an anchor', () => expect(all.filter(({ topic }) => !anchors.includes(topic))).toEqual([]));

  it.each(wrongInputs.map(([name, value, others = {}]) => ({ name, value, others })))(
    '$name: $value is told',
    ({ name, value, others }) => expect(told(() => settings({ ...others, [name]: value }))).not.toEqual([]),
  );

  /** What only a run on a runner can meet. */
  const elsewhere =
    /^….yml:…: (An a|A b|A l|A k|A value has|A second d|… is nested)|config-file: … (is not there|could not be read|has … bytes|is no text|is a link|is a folder)|github-token: is not accepted|slack-webhook-url$/;
  it('is all that the rows speak of', () =>
    expect(
      patterns.filter(
        ({ form, pattern }) => !elsewhere.test(pattern) && !all.some(({ words }) => form.test(words)),
      ),
    ).toEqual([]));
});
