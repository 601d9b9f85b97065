/** What a number may be; lengths are CSS pixels. */
export type Range = { min: number; max: number };

/** The app's own ranges (`Style::check`, `Behaviour::check`), by the path of the field. */
export const RANGES = {
  width: { min: 120, max: 1920 },
  radius: { min: 0, max: 100 },
  "background.angle": { min: 0, max: 360 },
  "cover.size": { min: 16, max: 600 },
  "cover.radius": { min: 0, max: 300 },
  "title.size": { min: 8, max: 160 },
  "subtitle.size": { min: 8, max: 160 },
  "progress.height": { min: 1, max: 40 },
  hide_paused_after_s: { min: 0, max: 3600 },
  change_shown_s: { min: 1, max: 600 },
  delay_ms: { min: 0, max: 60_000 },
  port: { min: 1024, max: 65_535 },
} as const satisfies Record<string, Range>;

export const NAME_LENGTH = 60;
export const FONT_LENGTH = 100;
export const PLACEHOLDER_LENGTH = 100;
export const CSS_LENGTH = 10_000;

/** Characters that a font's name can have in the app. */
export const FONT_NAME = /^[\p{L}\p{N} \-_,.']*$/u;
