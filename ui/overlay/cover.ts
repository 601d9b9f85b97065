// Gets a cover: decoded before anybody sees it, and tried once more when it does not come.

const AGAIN_MS = 4000;

export class Cover {
  readonly #loaded: (image: HTMLImageElement | undefined) => void;
  #address: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `loaded` is told the image, or `undefined` when there is none any more. */
  constructor(loaded: (image: HTMLImageElement | undefined) => void) {
    this.#loaded = loaded;
  }

  load(address: string | null): void {
    if (address === this.#address) return;
    this.stop();
    this.#address = address;
    if (address === null) this.#loaded(undefined);
    else this.#attempt(address, 1);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#address = null;
  }

  #attempt(address: string, number: number): void {
    const image = new Image();
    // Only so can the colours of an image of another origin be read. Where it gives no leave, it is shown without.
    if (number % 2) image.crossOrigin = "";
    image.alt = "";
    image.src = address;
    const done = (loaded?: HTMLImageElement): void => {
      if (address !== this.#address) return;
      this.#loaded(loaded);
      if (loaded || number > 3) return;
      this.#timer = setTimeout(() => this.#attempt(address, number + 1), number % 2 ? 0 : AGAIN_MS);
    };
    image.decode().then(
      () => done(image),
      () => done(),
    );
  }
}
