import { describe, expect, it } from "vitest";
import { contrast, coverColours, css, opacity, rgb, type Rgb } from "../../../overlay/colours";

const WHITE: Rgb = [255, 255, 255];
const INK: Rgb = [20, 22, 31];

/** An image of these colours, so many pixels of each. */
const image = (...parts: [hex: string, pixels: number][]): number[] =>
  parts.flatMap(([hex, pixels]) => Array.from({ length: pixels }, () => [...rgb(hex), 255]).flat());

const COVERS = {
  red: image(["#c01020", 400]),
  "yellow and pink": image(["#f7ee1d", 200], ["#ff5bb0", 150], ["#16121a", 50]),
  "white and black": image(["#ffffff", 350], ["#101010", 50]),
  white: image(["#ffffff", 400]),
  black: image(["#000000", 400]),
  "dark blue": image(["#0b0524", 300], ["#29e0ff", 100]),
};

describe.each(Object.entries(COVERS))("a cover that is %s", (_, pixels) => {
  it.each([
    ["white", WHITE],
    ["dark", INK],
  ])("gives grounds that %s words are legible on, and a fill that is seen", (_, words) => {
    const { from, to, fill } = coverColours(pixels, words);
    expect(contrast(from, words)).toBeGreaterThanOrEqual(4.45);
    expect(contrast(to, words)).toBeGreaterThanOrEqual(4.45);
    expect(contrast(fill, from)).toBeGreaterThanOrEqual(2.9);
    for (const part of [...from, ...to, ...fill].map(Math.round))
      expect(part).toBe(Math.min(Math.max(part, 0), 255));
  });
});

it("the colours are those of the cover", () => {
  const [red, green, blue] = coverColours(COVERS.red, WHITE).from;
  expect(red).toBeGreaterThan(120);
  expect(Math.max(green, blue)).toBeLessThan(60);
});

it("a bright cover is dimmed behind white words, a dark one is not", () => {
  expect(coverColours(COVERS.white, WHITE).dim).toBeLessThan(0.6);
  expect(coverColours(COVERS.black, WHITE).dim).toBe(1);
  expect(coverColours(COVERS.black, INK).dim).toBeGreaterThan(1);
});

it("colours are read and written as the style has them", () => {
  expect(rgb("#1d2bffcc")).toEqual([29, 43, 255]);
  expect([opacity("#1d2bff"), opacity("#1d2bff00"), opacity("#1d2bffff")]).toEqual([1, 0, 1]);
  expect(css([1.4, 2.6, 3], 0.5)).toBe("rgb(1 3 3/0.5)");
});
