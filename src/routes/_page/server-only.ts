/**
 * A page model that never leaves the server. The framework serialises what `load` returns for a browser script; these
 * pages have none, and serialising a model took a fifth of a page's time. `hooks.ts` tells it to pass over this box.
 */
export class ServerOnly<T> {
  readonly model: T;

  constructor(model: T) {
    this.model = model;
  }
}
