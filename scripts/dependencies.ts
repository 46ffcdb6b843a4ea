/** Holds docs/dependencies.md against what is in dist/: each package has its row, with its licence. */

/** What package-lock.json says, as far as it matters here. */
export interface Lock {
  readonly packages: Readonly<Record<string, { readonly license?: string; readonly dev?: boolean }>>;
}

const document = 'docs/dependencies.md';

/** Names of the lock's packages that can be in dist/. */
function runtimePackages({ packages }: Lock): ReadonlySet<string> {
  const names = Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  return new Set(names);
}

/**
 * Packages with their licences, of a licenses.txt as ncc writes it: name, licence, text, an empty line. A text has empty lines, too,
 * so a name is what the lock knows as one.
 */
function licensed(text: string, known: ReadonlySet<string>): ReadonlyMap<string, string> {
  const lines = text.split('\n');
  return new Map(
    lines.flatMap((line, index): [string, string][] => {
      const begins = index === 0 || lines[index - 1] === '';
      return begins && known.has(line) ? [[line, lines[index + 1] ?? '']] : [];
    }),
  );
}

/** What is wrong with the table. @param licenses content of every dist/…/licenses.txt */
export function dependencyProblems(licenses: readonly string[], lock: Lock, table: string): string[] {
  const known = runtimePackages(lock);
  const inDist = new Map(licenses.flatMap((text) => [...licensed(text, known)]));
  const rows = new Map(
    [...table.matchAll(/^\| `([^`]+)` \|.*\| ([^|]+) \| [^|]+ \|$/gm)].map(([, name = '', licence = '']) => [
      name,
      licence,
    ]),
  );
  return [
    ...[...inDist].flatMap(([name, licence]) => {
      const said = rows.get(name);
      if (said === undefined)
        return [
          `${document} has no row for ${name} (${licence}), which is in dist/: why is it there, and who keeps it?`,
        ];
      return said === licence ? [] : [`${document}: the licence of ${name} is ${licence}, not ${said}`];
    }),
    ...[...rows.keys()]
      .filter((name) => !known.has(name))
      .map((name) => `${document} has a row for ${name}, which no run needs: remove it`),
  ];
}
