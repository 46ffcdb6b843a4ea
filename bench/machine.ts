import { arch, cpus, platform, totalmem } from 'node:os';

/** What the figures were measured on, for people. */
export function machine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${cpus().length} × ${cpu?.model.trim() ?? 'CPU'}, ${memory} GiB, ${platform()} ${arch()}, Node ${process.versions.node}`;
}
