import type { JournalEntry, RunView } from '../../contract';

/** What a branch is shown by, also after it has ended. */
export interface BranchSign {
  letter: string;
  /** Which of the eight branch colours, from 0. */
  colour: number;
}

/** By branch id. */
export type Letters = ReadonlyMap<string, BranchSign>;

const COLOURS = 8;

/** The journal counts branches from 0; they are shown as A to Z, then AA, AB and so on. */
export function branchSign(count: number): BranchSign {
  let letter = '';
  for (let rest = count + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letter = String.fromCodePoint(65 + ((rest - 1) % 26)) + letter;
  return { letter, colour: count % COLOURS };
}

/** Learns from a view. */
export function withBranches(letters: Letters, branches: RunView['branches']): Letters {
  const fresh = branches.filter(({ id }) => !letters.has(id));
  if (fresh.length === 0) return letters;
  return new Map([...letters, ...fresh.map(({ id, letter, colour }) => [id, { letter, colour }] as const)]);
}

/** Learns from the journal. */
export function withEntries(letters: Letters, entries: readonly JournalEntry[]): Letters {
  const fresh = entries.flatMap(({ type, branch, details }) => {
    const count = details['letter'];
    return type === 'branchCreated' && branch !== null && typeof count === 'number' && !letters.has(branch)
      ? [[branch, branchSign(count)] as const]
      : [];
  });
  return fresh.length === 0 ? letters : new Map([...letters, ...fresh]);
}
