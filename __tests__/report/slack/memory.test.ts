import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Memory, pullId, readMemory, toMetadata } from '../../../src/report/slack/memory.ts';
import { readMetadata } from '../../twins/slack/metadata.ts';

const levels = fc.option(fc.integer({ min: 0, max: 35 }), { nil: undefined });
const names = fc.constantFrom('acme/web', 'acme/api', 'acme/Legacy.js', 'octo/x');
const pulls = (most: number) =>
  fc
    .array(fc.tuple(names, fc.integer({ min: 1, max: 99_999 }), levels), { maxLength: most })
    .map((all) => new Map(all.map(([name, number, level]) => [pullId(name, number), level])));
const instants = fc.integer({ min: 0, max: 4e12 });
const memories: fc.Arbitrary<Memory> = fc.record({
  key: fc.constantFrom('0123456789abcdef', 'x'),
  run: fc.constantFrom('', '1234567890'),
  now: instants,
  asOf: instants,
  content: fc.constantFrom('abc'),
  config: fc.constantFrom(undefined, '0123456789abcdef'),
  count: fc.nat(5000),
  counted: pulls(60),
  told: pulls(10),
  cut: fc.boolean(),
  author: fc.constantFrom(undefined, 'B0000000001,U0000000001'),
  before: fc.constantFrom(undefined, '1785741421.000100'),
  successor: fc.constantFrom(undefined, '1785741421.000200'),
});
const inOrder = ({ counted, told, ...rest }: Memory) => ({
  ...rest,
  counted: [...counted].sort(),
  told: [...told].sort(),
});

describe('a memory', () => {
  it('comes back as it was, from metadata that Slack takes', () => {
    fc.assert(
      fc.property(memories, (memory) => {
        const metadata = toMetadata(memory);
        expect(readMetadata({ metadata })).toEqual({ metadata, warnings: [] });
        const read = readMemory(JSON.parse(JSON.stringify(metadata)), 0);
        expect(read && inOrder(read)).toEqual(inOrder(memory));
      }),
    );
  });

  it('of more than it can hold is cut, within what Slack takes, and says so', () => {
    const many = Array.from(
      { length: 5000 },
      (_, index) => [pullId(`acme/web-${index % 400}`, index), 0] as const,
    );
    const memory = { ...fc.sample(memories, 1)[0], counted: new Map(many), told: new Map(many), cut: false };
    const metadata = toMetadata(memory as Memory);
    expect(readMetadata({ metadata })).toEqual({ metadata, warnings: [] });
    const read = readMemory(metadata, 0);
    expect(read?.cut).toBe(true);
    expect(read?.counted.size).toBeGreaterThan(1000);
    for (const id of read?.counted.keys() ?? []) expect(memory.counted.has(id)).toBe(true);
  });

  it('names nothing', () => {
    const counted = new Map([[pullId('acme/secret-project', 4711), 0]]);
    const [sample] = fc.sample(memories, 1);
    expect(JSON.stringify(toMetadata({ ...(sample as Memory), counted }))).not.toMatch(/acme|secret|4711/);
  });

  it('is read from anything without harm', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (payload, metadata) => {
        expect(readMemory(metadata, 7)).toBeUndefined();
        const read = readMemory({ event_type: 'pr_status_monitor', event_payload: payload }, 7);
        expect(read).toBeUndefined();
        const given = { ...(typeof payload === 'object' ? payload : {}), v: 1, key: 'k' };
        expect(readMemory({ event_type: 'pr_status_monitor', event_payload: given }, 7)?.key).toBe('k');
      }),
    );
  });

  it('knows a pull request in whatever case its repository is written', () => {
    expect(pullId('Acme/Web', 7)).toBe(pullId('acme/web', 7));
    expect(pullId('acme/web', 7)).not.toBe(pullId('acme/web', 8));
  });
});
