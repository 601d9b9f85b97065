// Two colours of a cover that words stay legible on.

export type Rgb = [red: number, green: number, blue: number];

export interface CoverColours {
  from: Rgb;
  to: Rgb;
  fill: Rgb;
  /** How bright the cover is on the whole: relative luminance, 0 to 1. */
  luminance: number;
}

const HUES = 12;
/** What WCAG asks of text. */
const TEXT_CONTRAST = 4.5;
const FILL_CONTRAST = 2.6;

export const rgb = (hex: string): Rgb =>
  [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;

/** The opacity of `#rrggbb` or `#rrggbbaa`, 0 to 1. */
export const opacity = (hex: string): number => (hex.length > 7 ? parseInt(hex.slice(7), 16) / 255 : 1);

export const css = (colour: Rgb, alpha = 1): string =>
  `rgb(${colour.map(Math.round).join(" ")} / ${alpha.toFixed(3)})`;

/** Relative luminance as WCAG has it, 0 to 1. */
export function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const mix = (one: Rgb, other: Rgb, share: number): Rgb =>
  one.map((part, at) => part + ((other[at] ?? 0) - part) * share) as Rgb;

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];

/** Goes towards `end` only as far as the contrast with `other` needs. */
function until(colour: Rgb, end: Rgb, other: Rgb, wanted: number): Rgb {
  for (let share = 0; share < 1; share += 0.04) {
    const tried = mix(colour, end, share);
    if (contrast(tried, other) >= wanted) return tried;
  }
  return end;
}

/** The colours of an image's pixels (RGBA), fit for words of the colour `words`. */
export function coverColours(pixels: ArrayLike<number>, words: Rgb): CoverColours {
  // One group for each hue, and a last one for what has none.
  const groups = Array.from({ length: HUES + 1 }, () => ({ weight: 0, sum: [0, 0, 0] as Rgb }));
  let bright = 0;
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    const pixel = [pixels[at], pixels[at + 1], pixels[at + 2]] as Rgb;
    const [red, green, blue] = pixel;
    const high = Math.max(...pixel);
    const chroma = high - Math.min(...pixel);
    bright += luminance(pixel);
    let hue = HUES;
    if (chroma > 24) {
      const turn =
        high === red
          ? (green - blue) / chroma
          : high === green
            ? 2 + (blue - red) / chroma
            : 4 + (red - green) / chroma;
      hue = Math.floor((((turn + 6) % 6) / 6) * HUES);
    }
    // Few vivid pixels count as much as many dull ones.
    const weight = hue === HUES ? 12 : chroma;
    const group = groups[hue];
    if (group) {
      group.weight += weight;
      group.sum = group.sum.map((part, index) => part + (pixel[index] ?? 0) * weight) as Rgb;
    }
  }
  const [first, second] = groups.sort((a, b) => b.weight - a.weight);
  const average = (group: typeof first): Rgb | undefined =>
    group?.weight ? (group.sum.map((part) => part / group.weight) as Rgb) : undefined;
  const main = average(first) ?? BLACK;
  const enough = (second?.weight ?? 0) > (first?.weight ?? 0) * 0.12;
  const other = (enough && average(second)) || mix(main, BLACK, 0.45);

  const light = luminance(words) > 0.3;
  const away = light ? BLACK : WHITE;
  const from = until(mix(main, away, 0.15), away, words, TEXT_CONTRAST);
  const to = until(mix(other, away, 0.3), away, words, TEXT_CONTRAST);
  const vivid = mix(main, light ? WHITE : BLACK, 0.2);
  return {
    from,
    to,
    fill: until(vivid, light ? WHITE : BLACK, from, FILL_CONTRAST),
    luminance: bright / Math.max(pixels.length / 4, 1),
  };
}

const SIDE = 20;

/** The pixels of an image, much reduced; `undefined` when the browser does not give them. */
export function pixelsOf(image: HTMLImageElement): ArrayLike<number> | undefined {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return undefined;
  context.drawImage(image, 0, 0, SIDE, SIDE);
  try {
    return context.getImageData(0, 0, SIDE, SIDE).data;
  } catch {
    // The image came from elsewhere without leave to read it.
    return undefined;
  }
}
