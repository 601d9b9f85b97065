// Two colours of a cover that words stay legible on.

export type Rgb = [red: number, green: number, blue: number];

export interface CoverColours {
  from: Rgb;
  to: Rgb;
  fill: Rgb;
  /** How bright the cover itself has to be behind the words: a factor. */
  dim: number;
}

/** What WCAG asks of text. */
const TEXT_CONTRAST = 4.5;
const FILL_CONTRAST = 3;

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];

const byte = (hex: string, at: number): number => parseInt(hex.slice(at, at + 2), 16);

export const rgb = (hex: string): Rgb => [byte(hex, 1), byte(hex, 3), byte(hex, 5)];

/** The opacity of `#rrggbb` or `#rrggbbaa`, 0 to 1. */
export const opacity = (hex: string): number => (hex[7] ? byte(hex, 7) / 255 : 1);

export const css = (colour: Rgb, alpha = 1): string => `rgb(${colour.map(Math.round).join(" ")}/${alpha})`;

const map = (colour: Rgb, by: (part: number, at: 0 | 1 | 2) => number): Rgb => colour.map(by as never) as Rgb;

const mix = (one: Rgb, other: Rgb, share: number): Rgb =>
  map(one, (part, at) => part + (other[at] - part) * share);

/** Relative luminance as WCAG has it, 0 to 1. */
export function luminance(colour: Rgb): number {
  const [red, green, blue] = map(colour, (part) =>
    part <= 10 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The ratio that WCAG defines, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const ratio = (luminance(one) + 0.05) / (luminance(other) + 0.05);
  return Math.max(ratio, 1 / ratio);
}

/** Goes towards `end` only as far as the contrast with `other` needs. */
function until(colour: Rgb, end: Rgb, other: Rgb, wanted: number): Rgb {
  let share = 0;
  while (share < 1 && contrast(mix(colour, end, share), other) < wanted) share += 0.04;
  return mix(colour, end, Math.min(share, 1));
}

/** The colours of an image's pixels (RGBA), fit for words of the colour `words`. */
export function coverColours(pixels: ArrayLike<number>, words: Rgb): CoverColours {
  const light = luminance(words) > 0.3;
  const [behind, above] = light ? [BLACK, WHITE] : [WHITE, BLACK];
  const groups = new Map<string, { weight: number; sum: Rgb }>();
  let brightness = 0.001;
  for (let at = 0; at < pixels.length; at += 4) {
    const pixel = [pixels[at], pixels[at + 1], pixels[at + 2]] as Rgb;
    const bright = luminance(pixel);
    brightness += (bright * 4) / pixels.length;
    // Few vivid pixels count as much as many dull ones, and those that words are legible on count more.
    const vivid = Math.max(...pixel) - Math.min(...pixel) + 12;
    const weight = vivid * (light ? 1.2 - bright : 0.2 + bright);
    const name = pixel.map((part) => part >> 6).join();
    const group = groups.get(name) ?? { weight: 0, sum: BLACK };
    groups.set(name, {
      weight: group.weight + weight,
      sum: map(group.sum, (sum, at) => sum + pixel[at] * weight),
    });
  }
  /** The colour of the group that is the weightiest, as `by` sees it. */
  const best = (by: (colour: Rgb) => number): Rgb => {
    const colours = [...groups.values()].map(({ weight, sum }) => {
      const colour = map(sum, (part) => part / weight);
      return { colour, score: weight * by(colour) };
    });
    return colours.reduce((one, other) => (other.score > one.score ? other : one)).colour;
  };
  const main = best(() => 1);
  const other = best((colour) => Math.hypot(...map(colour, (part, at) => part - main[at])));
  const from = until(mix(main, behind, 0.1), behind, words, TEXT_CONTRAST);
  const to = until(mix(mix(other, main, 0.35), behind, 0.2), behind, words, TEXT_CONTRAST);
  const vivid = light ? map(main, (part) => (part * 255) / Math.max(...main, 1)) : main;
  const factor = ((light ? 0.16 : 0.6) / brightness) ** 0.45;
  return {
    from,
    to,
    fill: until(vivid, above, from, FILL_CONTRAST),
    dim: light ? Math.min(1, factor) : Math.max(1, factor),
  };
}

const SIDE = 20;

/** The pixels of an image, much reduced; `undefined` when the browser does not give them. */
export function pixelsOf(image: HTMLImageElement): ArrayLike<number> | undefined {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  const context = canvas.getContext("2d");
  try {
    context?.drawImage(image, 0, 0, SIDE, SIDE);
    return context?.getImageData(0, 0, SIDE, SIDE).data;
  } catch {
    // It came from another origin, without leave to read it.
    return undefined;
  }
}
