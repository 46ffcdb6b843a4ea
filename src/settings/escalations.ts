/** Who hears of what has waited for long. */
import type { NamedAsFallback } from '../review/mention.ts';
import type { YamlFlaw, YamlNode } from '../values/yaml.ts';
import { declarations } from './declarations.ts';
import { readNamed } from './mention.ts';
import { placedIn, readerOf, readMaps } from './part.ts';
import type { FilePlace } from './problem.ts';
import type { RouteContext } from './routes.ts';

/** A level; the first one is reached first. */
export interface Escalation {
  readonly at: FilePlace;
  /** Working time waited, in ms. */
  readonly after: number;
  /** Who is named beside what reaches it. */
  readonly mention: readonly NamedAsFallback[];
  /** Of a message of its own; undefined: none. */
  readonly channel: string | undefined;
}

const keys = ['after', 'mention', 'slack-channel'];
const form = 'Allowed: a list of entries such as "{ after: 3d, mention: acme/leads }".';

/** Reads the list; what is wrong is told at its place. */
export function readEscalations(node: YamlNode, { file, inputs, context }: RouteContext): Escalation[] {
  const { problems } = inputs;
  const found = readMaps(node, { name: 'escalations', form, file, problems }, (item) =>
    problems.within((part): Escalation[] => {
      const flaws: YamlFlaw[] = [];
      const placed = placedIn(item.entries, { file, keys, flaws, prefix: '' });
      if (!placed.has('after'))
        flaws.push({ at: item.at, message: `A level needs "after", the working time waited. ${form}` });
      if (!placed.has('mention') && !placed.has('slack-channel'))
        flaws.push({
          at: item.at,
          message: `A level needs whom to "mention", or a "slack-channel". ${form}`,
        });
      part.addFlaws(file, flaws);
      for (const [name, value] of placed) part.locate(name, value);
      const reader = readerOf(placed, undefined, part);
      const own = { ...context, problems: part };
      const after = placed.has('after') ? reader.duration('after', context.units) : undefined;
      const mention = placed.has('mention') ? readNamed(reader, 'mention', own) : [];
      const channel = placed.has('slack-channel')
        ? declarations['slack-channel'].kind.read(reader, 'slack-channel', own)
        : undefined;
      return after === undefined ? [] : [{ at: { file, ...item.at }, after, mention, channel }];
    }),
  );
  return found.sort((a, b) => a.after - b.after);
}
