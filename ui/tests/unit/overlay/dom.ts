import { vi } from "vitest";

// What the page needs of a browser, and jsdom does not have.

/** Images that a test lets come, or not. */
export interface Pending {
  address: string;
  anonymous: boolean;
  come(): Promise<void>;
  fail(): Promise<void>;
}

export function browser(): { pending: Pending[] } {
  const pending: Pending[] = [];
  vi.stubGlobal(
    "CSSStyleSheet",
    class {
      text = "";
      replaceSync(text: string): void {
        this.text = text;
      }
    },
  );
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe(): void {}
      disconnect(): void {}
    },
  );
  document.adoptedStyleSheets = [];
  HTMLImageElement.prototype.decode = function (this: HTMLImageElement) {
    return new Promise<void>((resolve, reject) => {
      const settled = async (): Promise<void> => {
        for (let turn = 0; turn < 5; turn++) await Promise.resolve();
      };
      pending.push({
        address: this.getAttribute("src") ?? "",
        anonymous: this.crossOrigin !== null,
        come: () => (resolve(), settled()),
        fail: () => (reject(new Error("no image")), settled()),
      });
    });
  };
  HTMLCanvasElement.prototype.getContext = () => null;
  HTMLElement.prototype.animate = () =>
    ({ play() {}, pause() {}, cancel() {}, currentTime: 0, playbackRate: 1 }) as unknown as Animation;
  return { pending };
}
