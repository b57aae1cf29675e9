import { backend } from '../../../backend/chosen';
import type { SoundnessProblem } from '../../../contract';

/** The last change has to be this old before the host looks for ways to get stuck, which may take a while. */
const REST_MS = 1_200;

interface Judged {
  text: () => Promise<string>;
  found: (problems: readonly SoundnessProblem[]) => void;
}

/** Asks the host whether the diagram can get stuck, beside everything else: opening and editing never wait for it. */
export class SoundnessChecker {
  readonly #judged: Judged;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #latest = 0;

  constructor(judged: Judged) {
    this.#judged = judged;
  }

  soon(): void {
    this.stop();
    this.#timer = setTimeout(() => void this.#check(this.#latest), REST_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#latest += 1;
  }

  async #check(own: number): Promise<void> {
    try {
      const { problems } = await backend().checkSoundness({ xml: await this.#judged.text() });
      if (own === this.#latest) this.#judged.found(problems);
    } catch {
      // What cannot be told is no problem; the other check says what is wrong with the text.
      if (own === this.#latest) this.#judged.found([]);
    }
  }
}
