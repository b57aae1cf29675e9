/** Something that is done after a moment of calm, however often it is wanted meanwhile. */
export interface Calm {
  soon: () => void;
  stop: () => void;
}

/** Does `act` at most every so many milliseconds, and always after the last wish. */
export function calmly(act: () => void, calmMs: number): Calm {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  return {
    soon: () => {
      waiting ??= setTimeout(() => {
        waiting = undefined;
        act();
      }, calmMs);
    },
    stop: () => clearTimeout(waiting),
  };
}
