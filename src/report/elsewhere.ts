import { label } from '../text/untrusted.ts';
import type { ReportedRepository } from './report.ts';
import { formatCount } from './words.ts';

const basesNamed = 5;

/** "acme/api: 120 open towards master, develop; none towards main" */
export function elsewhereLine({ name, branch, elsewhere }: ReportedRepository): string {
  const { open = 0, bases = [] } = elsewhere ?? {};
  const more = bases.length - basesNamed;
  const list = bases.slice(0, basesNamed).map(label).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return `${label(name)}: ${formatCount(open)} open${list ? ` towards ${list}` : ''}; none towards ${label(branch)}`;
}
