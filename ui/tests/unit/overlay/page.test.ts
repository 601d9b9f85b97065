import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";

const page = readFileSync("ui/dist-overlay/overlay.html", "utf8");

it("the page is one file that loads nothing, with one style and one script", () => {
  const tags = [...page.matchAll(/<(script|style|link|img|iframe|base|object)\b[^>]*>/g)].map(([tag]) => tag);
  expect(tags).toEqual(["<style>", '<script type="module">']);
  expect(page).not.toMatch(/\ssrc=|\shref=|@import|url\(/);
});

it("the page has at most 8,000 bytes when it is zipped", () => {
  expect(gzipSync(page, { level: 9 }).length).toBeLessThanOrEqual(8000);
});
