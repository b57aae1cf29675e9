import type { RunTreeLine } from '../../../contract';

/** A run with those that began as copies of it. */
export interface FamilyNode {
  line: RunTreeLine;
  copies: FamilyNode[];
}

/** Lines with their depths as a tree: each line belongs to the last one above it that is less deep. */
export function familyOf(lines: readonly RunTreeLine[]): FamilyNode[] {
  const roots: FamilyNode[] = [];
  const above: FamilyNode[] = [];
  for (const line of lines) {
    const node = { line, copies: [] };
    above.length = line.depth;
    (above.at(-1)?.copies ?? roots).push(node);
    above.push(node);
  }
  return roots;
}
