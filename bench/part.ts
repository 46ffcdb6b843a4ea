/** A part of the bench: what it measures, and the table it makes. */
export interface Part {
  readonly name: string;
  readonly title: string;
  run(options: Options): Promise<Table>;
}

export interface Options {
  /** Of each figure. */
  readonly runs: number;
  readonly progress: (text: string) => void;
}

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What a reader must know about the figures, one sentence or more each. */
  readonly notes: readonly string[];
}
