import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { type Content, configFileAtMost, tooLarge } from '../settings/config-file.ts';

/**
 * A file of the folder where the job checks out its repository. What leads out of that, through a link too, is never
 * read.
 * @param path below the folder, with slashes
 */
export function readFromWorkspace(folder: string, path: string): Content {
  const file = join(folder, path);
  try {
    if (!lstatSync(file, { throwIfNoEntry: false })) return { kind: 'absent' };
    const [root, target] = [realpathSync(folder), realpathSync(file)];
    const below = relative(root, target);
    if (below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below))
      return { kind: 'wrong', why: 'is a link that leads out of the repository.' };
    if (below.split(sep)[0]?.toLowerCase() === '.git')
      return { kind: 'wrong', why: "is a link into Git's own folder." };
    const stats = statSync(target);
    // A pipe or a device could be read for ever.
    if (!stats.isFile()) return { kind: 'wrong', why: 'is no file.' };
    if (stats.size > configFileAtMost) return tooLarge(stats.size);
    return { kind: 'bytes', bytes: readFileSync(target) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    // A file stands where a folder should be: the path itself does not exist.
    if (code === 'ENOTDIR') return { kind: 'absent' };
    const why = code === 'ENOENT' ? 'is a link that leads nowhere.' : `cannot be read (${code}).`;
    return { kind: 'wrong', why };
  }
}
