// A style as custom properties: a sheet rather than the element's own, so that the user's CSS can replace each of them.

import type { Style, TextStyle } from "../src/bindings";

const SYSTEM_FONTS =
  '"Segoe UI Variable Display","Segoe UI",system-ui,-apple-system,Roboto,"Noto Sans",sans-serif';
const GENERIC = /^(serif|sans-serif|monospace|cursive|fantasy|system-ui|ui-[a-z-]+)$/;
const WEIGHTS = { regular: 400, semibold: 600, heavy: 800 };
const SHADOWS = { none: 0, soft: 1, strong: 2 };

const px = (length: number): string => `${length}px`;

/** A name that is quoted can't end the declaration that it is put into. */
const fonts = (names: string): string =>
  names
    .split(",")
    .map((name) => name.replace(/["'\\]/g, "").trim())
    .filter(Boolean)
    .map((name) => (GENERIC.test(name) ? name : `"${name}"`))
    .concat(SYSTEM_FONTS)
    .join();

const text = (name: string, { colour, font, size, weight, capitals }: TextStyle): Record<string, string> => ({
  [`${name}-colour`]: colour,
  [`${name}-font`]: fonts(font),
  [`${name}-size`]: px(size),
  [`${name}-weight`]: String(WEIGHTS[weight]),
  [`${name}-case`]: capitals ? "uppercase" : "none",
});

export function variables(style: Style): string {
  const { background, cover, progress } = style;
  const all: Record<string, string> = {
    width: px(style.width),
    radius: px(style.radius),
    from: background.from,
    to: background.to,
    angle: `${background.angle}deg`,
    cover: px(cover.size),
    "cover-radius": px(cover.radius),
    ...text("title", style.title),
    ...text("subtitle", style.subtitle),
    fill: progress.fill,
    track: progress.track,
    "bar-height": px(progress.height),
    shadow: String(SHADOWS[style.shadow]),
  };
  const lines = Object.entries(all).map(([name, value]) => `--${name}:${value}`);
  return `.overlay{${lines.join(";")}}`;
}

/** What the sheet chooses by. */
export const choices = (style: Style): Record<string, string> => ({
  layout: style.layout,
  align: style.align,
  side: style.cover.side,
  shadow: style.shadow,
  animation: style.animation,
  background: style.background.kind,
  cover: String(style.cover.shown),
  title: String(style.title.shown),
  subtitle: String(style.subtitle.shown),
  long: style.long_text,
  progress: String(style.progress.shown),
  times: String(style.progress.times),
  source: String(style.source_mark),
});
