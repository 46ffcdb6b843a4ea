/** The issue forms: what GitHub's schema of them asks for, since it drops a form with a fault without a word. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const label = v.pipe(v.string(), v.minLength(1));
const id = v.optional(v.pipe(v.string(), v.regex(/^[\w-]+$/)));
const validations = v.optional(v.strictObject({ required: v.boolean() }));
const description = v.optional(v.string());

const element = v.variant('type', [
  v.strictObject({ type: v.literal('markdown'), attributes: v.strictObject({ value: label }) }),
  v.strictObject({
    type: v.literal('textarea'),
    id,
    attributes: v.strictObject({ label, description, render: v.optional(v.string()) }),
    validations,
  }),
  v.strictObject({
    type: v.literal('dropdown'),
    id,
    attributes: v.strictObject({ label, description, options: v.pipe(v.array(label), v.minLength(1)) }),
    validations,
  }),
  v.strictObject({
    type: v.literal('checkboxes'),
    id,
    attributes: v.strictObject({ label, description, options: v.array(v.strictObject({ label })) }),
  }),
]);
const form = v.strictObject({
  name: label,
  description: label,
  labels: v.array(label),
  body: v.pipe(
    v.array(element),
    v.check((body) => body.some(({ type }) => type !== 'markdown'), 'nothing to fill in'),
  ),
});

const files = globSync('.github/ISSUE_TEMPLATE/*.yml').filter((file) => basename(file) !== 'config.yml');

describe('the issue forms', () => {
  it('are one for a fault, an idea and a question', () => {
    expect(files.map((file) => basename(file)).sort()).toEqual(['bug.yml', 'idea.yml', 'question.yml']);
  });

  it.each(files)('%s is a form that GitHub takes', (file) => {
    const { body } = v.parse(form, parse(readFileSync(file, 'utf8')));
    const ids = body.flatMap((one) => ('id' in one ? [one.id] : []));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(files)('%s links to documents that are there', (file) => {
    const links = [...readFileSync(file, 'utf8').matchAll(/\]\(\.\.\/blob\/main\/([^)#]+)/g)].map(
      ([, path = '']) => path,
    );
    expect(links.filter((path) => !existsSync(path))).toEqual([]);
  });
});
