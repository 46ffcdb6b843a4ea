/**
 * Reads the lines of a step as the runner does (actions/runner: ActionCommand, ActionCommandManager): which of
 * them are commands, and what a person sees of the others.
 */

export interface Annotation {
  readonly type: 'error' | 'warning' | 'notice';
  readonly message: string;
}

/** A command that a line started. */
export interface Command {
  readonly name: string;
  readonly properties: string;
  readonly value: string;
  /** `##[name]`, which the runner finds anywhere in a line. */
  readonly old: boolean;
}

export interface LogLine {
  readonly kind: 'text' | 'error' | 'warning' | 'notice' | 'debug' | 'group' | 'endgroup';
  readonly text: string;
  /** Codes of SGR around the whole line: `1;31`. The viewer draws these in colours. */
  readonly style?: string;
}

export interface StepLog {
  /** What a person sees, masked. */
  readonly lines: readonly LogLine[];
  /** Everything the runner executed, in order. */
  readonly commands: readonly Command[];
  /** The first ten of each type; the others stay in the log only. */
  readonly annotations: readonly Annotation[];
  readonly masks: readonly string[];
}

const known = new Set([
  ...['set-env', 'set-output', 'save-state', 'add-path', 'add-mask', 'add-matcher', 'remove-matcher'],
  ...['debug', 'notice', 'warning', 'error', 'group', 'endgroup', 'echo', 'stop-commands'],
]);
const annotationsKept = 10;
const messageAtMost = 4096;

/** @param secrets masked from the start, as the job's secrets are */
export function readLog(output: string, secrets: readonly string[] = []): StepLog {
  const masks = new Set(secrets.filter((secret) => secret !== ''));
  const mask = (text: string) =>
    [...masks].reduce((masked, secret) => masked.replaceAll(secret, '***'), text);
  const lines: LogLine[] = [];
  const commands: Command[] = [];
  const annotations: Annotation[] = [];
  let stopped: string | undefined;

  for (const line of output.split(/\r?\n/)) {
    if (stopped !== undefined) {
      if (line.trim() === `::${stopped}::`) stopped = undefined;
      else lines.push({ kind: 'text', text: mask(line) });
      continue;
    }
    const command = readCommand(line);
    if (!command) {
      const [, style, text = line] = /^\u001b\[([\d;]+)m(.*)\u001b\[0m$/s.exec(line) ?? [];
      lines.push({ kind: 'text', text: mask(text), ...(style !== undefined && { style }) });
      continue;
    }
    commands.push(command);
    const value = mask(command.value);
    switch (command.name) {
      case 'add-mask':
        for (const part of [command.value, ...command.value.split(/\r?\n/)]) if (part) masks.add(part);
        break;
      case 'stop-commands':
        stopped = command.value;
        break;
      case 'error':
      case 'warning':
      case 'notice':
        lines.push({ kind: command.name, text: value });
        if (annotations.filter(({ type }) => type === command.name).length < annotationsKept)
          annotations.push({ type: command.name, message: value.slice(0, messageAtMost) });
        break;
      case 'group':
      case 'endgroup':
      case 'debug':
        lines.push({ kind: command.name, text: value });
        break;
    }
  }
  if (lines.at(-1)?.text === '') lines.pop();
  return { lines, commands, annotations, masks: [...masks] };
}

/** The new form at a line's start, after blanks; else the old form anywhere in it. */
function readCommand(line: string): Command | undefined {
  const [, name = '', properties = '', value = ''] = /^\s*::([^\s:]+)(?: (.*?))?::(.*)$/s.exec(line) ?? [];
  if (known.has(name.toLowerCase()))
    return { name: name.toLowerCase(), properties, value: decode(value), old: false };
  const [, oldName = '', oldProperties = '', oldValue = ''] =
    /##\[([^\s\]]+)(?: ([^\]]*))?\](.*)$/s.exec(line) ?? [];
  if (known.has(oldName.toLowerCase()))
    return { name: oldName.toLowerCase(), properties: oldProperties, value: decode(oldValue), old: true };
  return undefined;
}

function decode(value: string): string {
  return value.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

/** The log as text: groups with a triangle and their lines indented, or collapsed as on the run's page. */
export function logText(lines: readonly LogLine[], { collapsed = false } = {}): string {
  const shown: string[] = [];
  let group: { title: string; lines: string[] } | undefined;
  for (const { kind, text } of lines) {
    if (kind === 'group') group = { title: `▸ ${text}`, lines: [] };
    else if (kind === 'endgroup') {
      if (group)
        shown.push(
          ...(collapsed
            ? [`${group.title} (${group.lines.length} lines)`]
            : [group.title, ...group.lines.map((line) => `  ${line}`)]),
        );
      group = undefined;
    } else {
      const type = kind === 'text' ? '' : `${kind[0]?.toUpperCase()}${kind.slice(1)}: `;
      (group?.lines ?? shown).push(`${type}${text}`);
    }
  }
  return [...shown, ...(group ? [group.title, ...group.lines] : [])].join('\n');
}
