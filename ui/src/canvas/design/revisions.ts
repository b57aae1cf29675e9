/** What moved the command stack of bpmn-js. */
export type Trigger = 'execute' | 'undo' | 'redo' | 'clear';

/** Knows whether the diagram is as it was when it was last written, also after undoing and redoing. */
export class Revisions {
  #depth = 0;
  #written: number | null = 0;

  moved(trigger: Trigger): void {
    if (trigger === 'clear') {
      this.#depth = 0;
      this.#written = 0;
    } else if (trigger === 'undo') {
      this.#depth -= 1;
    } else {
      const overwritesFuture = trigger === 'execute' && this.#written !== null && this.#written > this.#depth;
      this.#depth += 1;
      if (overwritesFuture) this.#written = null;
    }
  }

  /** The diagram as it is now is what the file holds. */
  write(): void {
    this.#written = this.#depth;
  }

  /** Nothing that is on the stack is what the file holds, as after opening a draft. */
  forget(): void {
    this.#written = null;
  }

  get isWritten(): boolean {
    return this.#written === this.#depth;
  }
}
