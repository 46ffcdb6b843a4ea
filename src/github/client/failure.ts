/** What can go wrong between GitHub and us, as one type that says what to do about it. */

import { ServerText } from '../../text/server-text.ts';
import { type Topic, topicOf } from '../../values/topic.ts';
import { explanations, type FailureKind, passing } from './failure-kind.ts';

const concerningAll: readonly FailureKind[] = [
  'credentials',
  'rate-limit',
  'untrusted',
  'suspended',
  'proxy-address',
  'proxy-refused',
  'redirected',
];

/** A request that failed: its kind, what came back, and how long GitHub said to wait (ms). */
export class GitHubFailure extends Error {
  readonly kind: FailureKind;
  /** What came back. */
  readonly answer: ServerText;
  /** ms that GitHub itself asked to wait. */
  readonly waitMs: number | undefined;
  /** `unsupported`: the errors' words for what the server lacks. */
  readonly lacking: readonly string[];

  /** @param answer what came back; a string is our own words for it, that hold nothing of GitHub's */
  constructor(
    kind: FailureKind,
    answer: ServerText | string,
    { waitMs, lacking = [] }: { readonly waitMs?: number; readonly lacking?: readonly string[] } = {},
  ) {
    const said = typeof answer === 'string' ? new ServerText('', answer) : answer;
    super(`${explanations[kind].meaning}${said.about ? ` (${said.about})` : ''}`);
    this.name = 'GitHubFailure';
    this.kind = kind;
    this.answer = said;
    this.waitMs = waitMs;
    this.lacking = lacking;
  }

  /** Whether asking again may help. */
  get passes(): boolean {
    return passing.some((kind) => kind === this.kind);
  }

  /** Whether a smaller query may help. */
  get tooHeavy(): boolean {
    return this.kind === 'timeout' || this.kind === 'resource-limits' || this.kind === 'too-large';
  }

  /** Whether GitHub keeps the token from asking for some time. */
  get limits(): boolean {
    return this.kind === 'rate-limit' || this.kind === 'secondary-limit';
  }

  /** Whether every other request would fail alike. */
  get concernsAll(): boolean {
    return concerningAll.includes(this.kind);
  }

  /** Few words, for the message: "the token may not read pull requests here". */
  get meaning(): string {
    return explanations[this.kind].meaning;
  }

  get remedy(): string {
    return explanations[this.kind].remedy;
  }

  get topic(): Topic {
    return topicOf('github', this.kind);
  }
}

/** Of a mistake of this action, too: what it does not concern is still read. */
export function toFailure(error: unknown): GitHubFailure {
  if (error instanceof GitHubFailure) return error;
  const [name, message] = error instanceof Error ? [error.name, error.message] : ['Error', String(error)];
  return new GitHubFailure('unexpected', new ServerText(message, `${name} in this action`));
}
