import "@testing-library/jest-dom/vitest";
import { beforeEach } from "vitest";

// jsdom has no media queries; the system prefers dark here.
window.matchMedia = (media: string) =>
  ({
    media,
    matches: media.includes("dark"),
    addEventListener: () => {},
    removeEventListener: () => {},
  }) as unknown as MediaQueryList;

// jsdom lays nothing out, so there is nothing to scroll.
Element.prototype.scrollIntoView = () => {};
Element.prototype.scrollTo = () => {};

// It has no modal dialogs either.
HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
  this.dispatchEvent(new Event("close"));
};

beforeEach(async () => {
  const { useLanguage } = await import("../../src/state/language.svelte");
  useLanguage("en");
});
