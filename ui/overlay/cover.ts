// Gets a cover: decoded before anybody sees it, and tried once more when it does not come.

const AGAIN_MS = 4000;

export class CoverLoader {
  private address: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly loaded: (image: HTMLImageElement | undefined) => void) {}

  /** Calls `loaded` with the image, or with `undefined` while there is none. */
  load(address: string | undefined): void {
    if (address === this.address) return;
    this.stop();
    this.address = address;
    if (address === undefined) this.loaded(undefined);
    else this.attempt(address, true, true);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.address = undefined;
  }

  private attempt(address: string, readable: boolean, again: boolean): void {
    const image = new Image();
    // Without it, an image of another origin could be shown, but not read for its colours.
    if (readable) image.crossOrigin = "anonymous";
    image.alt = "";
    image.src = address;
    image.decode().then(
      () => {
        if (this.address === address) this.loaded(image);
      },
      () => {
        if (this.address !== address) return;
        if (readable) return this.attempt(address, false, again);
        this.loaded(undefined);
        if (again) this.timer = setTimeout(() => this.attempt(address, true, false), AGAIN_MS);
      },
    );
  }
}
