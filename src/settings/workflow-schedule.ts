/** When a workflow runs by itself, as its file says. */
import type { YamlFile, YamlNode } from '../values/yaml.ts';

export type Schedule =
  | { readonly kind: 'unknown'; readonly why: string; readonly remedy?: string }
  | { readonly kind: 'none'; readonly path: string }
  | { readonly kind: 'found'; readonly path: string; readonly crons: readonly Cron[] };

export interface Cron {
  readonly cron: string;
  /** As it stands there; undefined: UTC. */
  readonly timezone: string | undefined;
  /** Not what GitHub takes (docs: "Events that trigger workflows", schedule). */
  readonly isOdd: boolean;
}

/** Strict: what it does not understand is not known, never "none". */
export function readSchedule({ root, flaws }: YamlFile, path: string): Schedule {
  const unreadable = { kind: 'unknown', why: `${path} cannot be read as a workflow` } as const;
  if (flaws.length > 0 || root?.kind !== 'map') return unreadable;
  const on = nodeAt(root, 'on');
  if (on === undefined || on.kind === 'nothing') return unreadable;
  if (on.kind === 'text' || on.kind === 'list')
    return names(on).includes('schedule') ? unreadable : { kind: 'none', path };
  const schedule = nodeAt(on, 'schedule');
  if (schedule === undefined) return { kind: 'none', path };
  if (schedule.kind !== 'list' || schedule.items.length === 0) return unreadable;
  const crons = schedule.items.flatMap((item): Cron[] => {
    const cron = textOf(item, 'cron');
    return cron === undefined
      ? []
      : [{ cron, timezone: textOf(item, 'timezone'), isOdd: !cronForm.test(cron.trim()) }];
  });
  return crons.length === schedule.items.length ? { kind: 'found', path, crons } : unreadable;
}

const value = '(?:\\d{1,2}|[a-z]{3})';
const part = `(?:\\*|${value}(?:-${value})?)(?:/\\d{1,2})?`;
const field = `${part}(?:,${part}){0,60}`;
const cronForm = new RegExp(`^${field}(?: +${field}){4}$`, 'i');

function names(node: YamlNode): string[] {
  if (node.kind === 'text') return [node.text];
  return node.kind === 'list' ? node.items.flatMap(names) : [];
}

function nodeAt(node: YamlNode, key: string): YamlNode | undefined {
  return node.kind === 'map' ? node.entries.find((entry) => entry.key === key)?.value : undefined;
}

function textOf(node: YamlNode, key: string): string | undefined {
  const found = nodeAt(node, key);
  return found?.kind === 'text' ? found.text : undefined;
}
