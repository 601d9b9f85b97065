import type { Style, StyleView } from "../../bindings";

/** A style that is being changed: it is shown at once and saved after. */
export class Draft {
  /** The style's id; a built-in one's until the user's own copy is made. */
  id: string;
  /** The built-in style that it is to be a copy of; null for a style of the user's own. */
  copyOf: Style | null;
  /** As it is shown. */
  style: Style;
  /** As it was saved last. */
  saved: Style;
  /** CSS that the app has not looked at yet; it is shown once the app has taken it. */
  css: string | undefined;
  /** The overlay that gets the copy. */
  readonly overlayId: string;

  constructor(from: StyleView, overlayId: string, copyName: string) {
    const style = from.built_in ? { ...from.style, name: copyName } : from.style;
    this.id = $state(from.id);
    this.copyOf = $state.raw(from.built_in ? from.style : null);
    this.style = $state.raw(style);
    this.saved = style;
    this.overlayId = overlayId;
  }
}
