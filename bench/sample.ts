import { readFileSync } from 'node:fs';
import type { ProcessResult } from '../__tests__/runner/runner.ts';
import type { RecordedRequest } from '../__tests__/twins/github/exchange.ts';
import { longestChain, median } from './figures.ts';

/** What one process took, and what it asked GitHub. */
export interface Sample {
  /** Of the whole process, from its start to its end, in ms. */
  readonly wallMs: number;
  /** Of user and system, in ms, in steps of 10. */
  readonly cpuMs: number;
  /** Peak resident memory. */
  readonly peakBytes: number;
  /** Of GraphQL and REST. */
  readonly requests: number;
  /** Of REST alone. */
  readonly rest: number;
  readonly points: number;
  /** Requests that waited for one another: the longest chain. */
  readonly chain: number;
}

/** Medians of several samples, and how many they were. */
export type Figures = Sample & { readonly runs: number };

/** Runs a process while nothing else is started, and measures it. */
export async function sample<Result extends Pick<ProcessResult, 'durationMs' | 'peakMemory'>>(
  requests: readonly RecordedRequest[],
  run: () => Promise<Result>,
): Promise<Sample & { readonly result: Result }> {
  const [before, from] = [childrenCpuMs(), requests.length];
  const result = await run();
  const made = requests.slice(from);
  return {
    result,
    wallMs: result.durationMs,
    cpuMs: childrenCpuMs() - before,
    peakBytes: result.peakMemory,
    requests: made.length,
    rest: made.filter(({ method }) => method === 'GET').length,
    points: made.filter(({ method }) => method === 'POST').reduce((sum, { points }) => sum + points, 0),
    chain: longestChain(made),
  };
}

/** So long may all repetitions of one figure take together, in ms; fewer runs are told of. */
const enoughMs = 600_000;

/** Repeats `runs` times, or fewer where they take long; the first one, that finds nothing warm, is left out. */
export async function repeat(runs: number, take: () => Promise<Sample>): Promise<Figures> {
  const samples: Sample[] = [];
  const cold = await take();
  const started = performance.now();
  if (runs === 1 || cold.wallMs > enoughMs) samples.push(cold);
  while (samples.length < runs && performance.now() - started < enoughMs) samples.push(await take());
  return medians(samples);
}

/** Measures several things by turns, so that a slow minute of the machine hits them alike. */
export async function byTurns<Name extends string>(
  runs: number,
  takes: Readonly<Record<Name, () => Promise<Sample>>>,
): Promise<Readonly<Record<Name, Figures>>> {
  const names = Object.keys(takes) as Name[];
  const samples = new Map(names.map((name) => [name, [] as Sample[]]));
  for (const name of names) await takes[name]();
  for (let run = 0; run < runs; run++) for (const name of names) samples.get(name)?.push(await takes[name]());
  return Object.fromEntries(names.map((name) => [name, medians(samples.get(name) ?? [])])) as Record<
    Name,
    Figures
  >;
}

function medians(samples: readonly Sample[]): Figures {
  const of = (key: keyof Sample) => median(samples.map((one) => one[key]));
  return {
    runs: samples.length,
    wallMs: of('wallMs'),
    cpuMs: of('cpuMs'),
    peakBytes: of('peakBytes'),
    requests: of('requests'),
    rest: of('rest'),
    points: of('points'),
    chain: of('chain'),
  };
}

/** CPU time of all ended children of this process (proc(5): cutime and cstime, in ticks of 10 ms). */
function childrenCpuMs(): number {
  const [, rest = ''] = /^.*\) (.*)$/s.exec(readFileSync('/proc/self/stat', 'utf8')) ?? [];
  const fields = rest.split(' ');
  // The first of `rest` is field 3.
  return (Number(fields[16 - 3]) + Number(fields[17 - 3])) * 10;
}
