// Says how much the first screen loads, and refuses more than the budget.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const BUDGET_KB = 220;
const dist = fileURLToPath(new URL('../dist', import.meta.url));
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));

/** Everything that is loaded before the library is on the screen. */
const FIRST = ['index.html', 'src/features/library/library.tsx'];
const wanted = new Set();
const visit = (key) => {
  const chunk = manifest[key];
  if (!chunk || wanted.has(chunk.file)) return;
  wanted.add(chunk.file);
  for (const style of chunk.css ?? []) wanted.add(style);
  for (const imported of chunk.imports ?? []) visit(imported);
};
FIRST.forEach(visit);

const kilobytes = [...wanted].map((file) => gzipSync(readFileSync(join(dist, file))).length / 1024);
const total = kilobytes.reduce((sum, size) => sum + size, 0);
process.stdout.write(`first paint: ${total.toFixed(1)} kB gzip of ${BUDGET_KB} in ${wanted.size} files\n`);
if (total > BUDGET_KB) {
  [...wanted].forEach((file, index) => process.stderr.write(`${(kilobytes[index] ?? 0).toFixed(1)} kB ${file}\n`));
  process.exit(1);
}
