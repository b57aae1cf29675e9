import { backend } from '../../../backend/chosen';
import { tellFailure } from '../../../stores/tell-failure';
import type { DesignState } from './state';

/** The last change has to be this old before the text is checked. */
const REST_MS = 400;

interface Checked {
  text: () => Promise<string>;
  changed: (change: Partial<Pick<DesignState, 'checking' | 'diagnostics' | 'processes'>>) => void;
}

/** Asks the host what is wrong with the diagram when the user rests. Only the latest answer counts. */
export class Checker {
  readonly #checked: Checked;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #latest = 0;

  constructor(checked: Checked) {
    this.#checked = checked;
  }

  soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), REST_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#latest += 1;
  }

  async #check(): Promise<void> {
    this.#latest += 1;
    const own = this.#latest;
    this.#checked.changed({ checking: true });
    try {
      const { diagnostics, processes } = await backend().checkRoutine({ xml: await this.#checked.text() });
      if (own === this.#latest) this.#checked.changed({ diagnostics, processes });
    } catch (failure) {
      if (own === this.#latest) tellFailure(failure);
    } finally {
      if (own === this.#latest) this.#checked.changed({ checking: false });
    }
  }
}
