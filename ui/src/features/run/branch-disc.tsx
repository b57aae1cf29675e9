import './branch-disc.css';

const COLOURS = 8;

/** The lettered disc of a branch, as on the drawing. */
export function BranchDisc({ letter, colour, hollow = false }: { letter: string; colour: number; hollow?: boolean }) {
  return (
    <span
      aria-hidden
      className="branch-disc"
      data-hollow={hollow}
      data-colour={colour % COLOURS}
    >
      {letter}
    </span>
  );
}
