/** What a runner downloads: `git archive` of the commit, as GitHub makes it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { play } from '../e2e/stage.ts';

/** As the runner gets it, compressed. In bytes; it was 962,981 when this was written, and 4,694,581 with all files. */
const atMost = 1_250_000;

const folder = mkdtempSync(join(tmpdir(), 'archive-'));
let archive = Buffer.alloc(0);

beforeAll(() => {
  // GitHub reads the attributes of the commit; those of the working tree show a change before it is committed.
  archive = execFileSync('git', ['archive', '--worktree-attributes', 'HEAD'], { maxBuffer: 2 ** 27 });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the archive that a runner downloads', () => {
  it('holds what a run reads and what a reviewer looks for, and nothing else', () => {
    const files = execFileSync('tar', ['-t'], { input: archive, encoding: 'utf8' }).trim().split('\n');
    const others = files.filter((file) => !file.startsWith('dist/'));
    expect(others).toEqual(['LICENSE', 'README.md', 'SECURITY.md', 'action.yml']);
    const tracked = execFileSync('git', ['ls-tree', '-r', '--name-only', 'HEAD', 'dist'], {
      encoding: 'utf8',
    });
    expect(files.filter((file) => file.startsWith('dist/') && !file.endsWith('/'))).toEqual(
      tracked.trim().split('\n'),
    );
  });

  it(`has ${atMost.toLocaleString('en')} bytes at most`, () => {
    expect(gzipSync(archive).length).toBeLessThan(atMost);
  });

  it('is enough for a run, its chunks for holidays and the config file included', async () => {
    const run = await play({
      action: folder,
      inputs: { 'dry-run': 'true', holidays: 'DE-BY', timezone: 'Europe/Berlin' },
      checkout: { '.github/pr-status-monitor.yml': 'threshold: 3d\n' },
    });
    expect(run).toMatchObject({ exitCode: 0, outputs: { checked: '5', delivered: 'dry-run' } });
    expect(run.messages).toEqual([]);
  });
});
