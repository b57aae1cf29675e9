/** What the folds of runs and of swarms have in common: views whose parts are copied as seldom as possible. */

/** Replaces what is alike, or adds at the end. */
export function put<Item>(items: Item[], item: Item, isAlike: (known: Item) => boolean): void {
  const index = items.findIndex(isAlike);
  if (index < 0) items.push(item);
  else items[index] = item;
}

export function drop<Item>(items: Item[], isAlike: (known: Item) => boolean): void {
  const index = items.findIndex(isAlike);
  if (index >= 0) items.splice(index, 1);
}

/** The view that comes of a batch: a part of it is copied the first time that it changes, so each once at most. */
export class NextView<View extends object, Part extends keyof View> {
  readonly view: View;
  readonly #copied = new Set<Part>();

  constructor(view: View) {
    this.view = { ...view };
  }

  /** A list or record of the view, to be changed in place. */
  part<Name extends Part>(name: Name): View[Name] {
    if (!this.#copied.has(name)) {
      this.#copied.add(name);
      const known = this.view[name];
      this.view[name] = (Array.isArray(known) ? [...(known as unknown[])] : { ...known }) as View[Name];
    }
    return this.view[name];
  }
}

/** Updates are missing between the view and what came; the view has to be asked for again. */
export const GAP = 'gap';
