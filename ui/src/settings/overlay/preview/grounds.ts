import { m } from "../../../paraglide/messages";

/** What the preview lies on, as a stream may lie under an overlay. */
export const GROUNDS = ["video", "dark", "light", "checker"] as const;
export type Ground = (typeof GROUNDS)[number];

export const groundNames = (): Record<Ground, string> => ({
  video: m.ground_video(),
  dark: m.ground_dark(),
  light: m.ground_light(),
  checker: m.ground_checker(),
});
