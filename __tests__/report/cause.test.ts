import { describe, expect, it } from 'vitest';
import { causeLine, causesOf } from '../../src/report/cause.ts';
import { unreachable } from '../support/samples.ts';

const forbidden = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...unreachable, repository: `acme/r${index}` }));
const lines = (all: Parameters<typeof causesOf>[0]) => causesOf(all).map((cause) => causeLine(cause));

describe('a cause', () => {
  it('of one repository names it', () => {
    expect(lines([unreachable])).toEqual([
      'acme/legacy could not be looked at: the token may not read pull requests here',
    ]);
  });

  it('of 223 repositories is one line, with their number and the first names', () => {
    expect(lines(forbidden(223))).toEqual([
      '223 repositories (acme/r0, acme/r1, acme/r2 and 220 more) could not be looked at: the token may not read pull requests here',
    ]);
  });

  it('of two names both', () => {
    expect(lines(forbidden(2))).toEqual([
      '2 repositories (acme/r0, acme/r1) could not be looked at: the token may not read pull requests here',
    ]);
  });

  it('that left pull requests unread adds these up', () => {
    const partly = forbidden(2).map((one) => ({ ...one, partly: true, unread: 600 }));
    expect(lines(partly)).toEqual([
      '2 repositories (acme/r0, acme/r1) were not looked at to the end: 1,200 pull requests could not be read: the token may not read pull requests here',
    ]);
  });

  it('is told apart from others', () => {
    expect(lines([unreachable, { ...unreachable, reason: 'GitHub did not answer in time' }])).toHaveLength(2);
  });

  it('of private repositories that are not named counts them', () => {
    const unnamed = Array.from({ length: 4 }, () => ({
      ...unreachable,
      repository: 'a private repository',
      unnamed: true,
    }));
    expect(lines(unnamed)).toEqual([
      '4 private repositories could not be looked at: the token may not read pull requests here',
    ]);
  });
});
