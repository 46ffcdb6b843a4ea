/** Every config file that the documents show is read as the action reads it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configured } from '../support/configured.ts';

const text = readFileSync('docs/configuration.md', 'utf8');
const blocks = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)]
  .map(([, yaml = '']) => yaml)
  .filter((yaml) => !/^(?:permissions|on|jobs):/m.test(yaml));

describe('docs/configuration.md', () => {
  it('shows files', () => expect(blocks.length).toBeGreaterThan(8));

  it.each(blocks.map((yaml) => [yaml.split('\n').slice(0, 4).join(' ⏎ '), yaml]))('%s', (_, yaml) => {
    const settings = configured(yaml);
    expect(settings.configFile).toBeDefined();
    const routes = yaml.match(/^ {2}- when:/gm)?.length ?? 0;
    expect(settings.routes.length).toBe(routes === 0 ? 0 : routes + 1);
    const levels = yaml.match(/^ {2}- \{ after:/gm)?.length ?? 0;
    expect(settings.escalations.length).toBe(levels);
  });
});
