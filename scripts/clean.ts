import { rmSync } from 'node:fs';

// Stale files in dist/ would be shipped: both folders are rebuilt from nothing.
for (const folder of ['lib', 'dist']) rmSync(folder, { recursive: true, force: true });
