// After an update of the app, the page that it serves is another one: this one has to load itself anew.

const KEY = "songplate-page";

export class Reload {
  readonly #storage: Pick<Storage, "getItem" | "setItem">;
  #own: string | undefined;

  constructor(storage: Pick<Storage, "getItem" | "setItem">) {
    this.#storage = storage;
  }

  /** Whether to load the page anew, told the build that the app serves: once for each build in a row, never in a loop. */
  wanted(page: string): boolean {
    this.#own ??= page;
    if (page === this.#own || this.#storage.getItem(KEY) === page) return false;
    this.#storage.setItem(KEY, page);
    return true;
  }
}
