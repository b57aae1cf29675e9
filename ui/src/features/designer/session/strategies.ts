import { backend } from '../../../backend/chosen';
import type { ActivityStrategy } from '../../../contract';

/** The last change has to be this old: a strategy that was set is explained almost at once. */
const REST_MS = 120;

interface Asked {
  /** Where the routine is saved. */
  path: string;
  text: () => Promise<string>;
  found: (strategies: ReadonlyMap<string, ActivityStrategy>) => void;
}

/** Asks the host how each activity is done, and why. A text that it cannot read leaves the last answer standing. */
export class StrategyAsker {
  readonly #asked: Asked;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #latest = 0;

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  soon(): void {
    this.stop();
    this.#timer = setTimeout(() => void this.#ask(this.#latest), REST_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#latest += 1;
  }

  async #ask(own: number): Promise<void> {
    try {
      const strategies = await backend().routineStrategies({ xml: await this.#asked.text(), path: this.#asked.path });
      if (own === this.#latest) this.#asked.found(new Map(strategies.map((one) => [one.element, one])));
    } catch {
      // What is wrong with the text is said by the check, in its own words.
    }
  }
}
