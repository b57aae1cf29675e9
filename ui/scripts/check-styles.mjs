// Refuses colours, sizes and durations that are written outside tokens.css.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../src', import.meta.url));
const HOME = 'tokens.css';

const COLOUR = /#[0-9a-f]{3,8}\b(?![^\s]*["'`]?\s*\))|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(/i;
const NAMED = /:\s*(?:[\w-]+\s+)*(?:white|black|red|green|blue|gr[ae]y|silver|orange|yellow|purple|teal|navy)\s*[;}!]/i;
const MEASURE = /(?<![\w-])-?\d*\.?\d+(?:px|rem|em|ms|s|pt)\b/;

/** @param {string} folder @returns {string[]} */
const files = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
  );

const complaints = [];
for (const file of files(source)) {
  if (file.endsWith(HOME) || /[\\/]contract[\\/]/.test(file)) continue;
  const isStyle = file.endsWith('.css');
  if (!isStyle && (!/\.tsx?$/.test(file) || /\.test\.tsx?$/.test(file))) continue;
  const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));
  text.split('\n').forEach((line, index) => {
    const at = `${relative(process.cwd(), file)}:${index + 1}`;
    if (isStyle) {
      if (/^\s*@(?:media|container)/.test(line)) return;
      if (COLOUR.test(line) || NAMED.test(line)) complaints.push(`${at}: a colour outside ${HOME}: ${line.trim()}`);
      if (MEASURE.test(line)) complaints.push(`${at}: a size or duration outside ${HOME}: ${line.trim()}`);
    } else if (/["'`](?:#[0-9a-f]{3}|#[0-9a-f]{6}|#[0-9a-f]{8}|(?:rgba?|hsla?|oklch)\([^"'`]*)["'`]/i.test(line)) {
      complaints.push(`${at}: a colour outside ${HOME}: ${line.trim()}`);
    }
  });
}

if (complaints.length > 0) {
  process.stderr.write(`${complaints.join('\n')}\n${complaints.length} raw values; name a token of shared/${HOME} instead.\n`);
  process.exit(1);
}
