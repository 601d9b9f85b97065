import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { mergedIcns, mergedIco } from "../icons/containers.mjs";
import { inRoot } from "../lib/paths.mjs";

/** @param {Record<number, string>} pictures by width */
function ico(pictures) {
  const entries = Object.entries(pictures);
  let begin = 6 + entries.length * 16;
  const heads = entries.map(([width, data]) => {
    const head = Buffer.alloc(16);
    head[0] = Number(width) % 256;
    head.writeUInt32LE(data.length, 8);
    head.writeUInt32LE(begin, 12);
    begin += data.length;
    return head;
  });
  const data = entries.map(([, data]) => Buffer.from(data));
  return Buffer.concat([Buffer.from([0, 0, 1, 0, entries.length, 0]), ...heads, ...data]);
}

/** @param {Record<string, string>} pictures by type */
function icns(pictures) {
  const element = (/** @type {string} */ type, /** @type {Buffer} */ data) => {
    const head = Buffer.from(`${type}\0\0\0\0`, "latin1");
    head.writeUInt32BE(8 + data.length, 4);
    return Buffer.concat([head, data]);
  };
  const body = Object.entries(pictures).map(([type, data]) => element(type, Buffer.from(data)));
  return element("icns", Buffer.concat(body));
}

test("a Windows icon takes each small size from its own drawing", () => {
  const master = ico({ 256: "master 256", 16: "master 16", 24: "master 24", 48: "master 48" });
  const merged = mergedIco(master, [
    { widths: [16], file: ico({ 16: "fine", 24: "no", 48: "no" }) },
    { widths: [24], file: ico({ 16: "no", 24: "another", 48: "no" }) },
  ]);
  assert.deepEqual(merged, ico({ 16: "fine", 24: "another", 48: "master 48", 256: "master 256" }));
});

test("a macOS icon takes the small types from the small drawing", () => {
  const master = icns({ ic07: "master 128", is32: "master 16", s8mk: "its mask", ic11: "master 16@2x" });
  const small = icns({ ic07: "no", is32: "small 16", s8mk: "small mask", ic11: "small 16@2x" });
  const expected = { ic07: "master 128", ic11: "small 16@2x", is32: "small 16", s8mk: "small mask" };
  assert.deepEqual(mergedIcns(master, small), icns(expected));
});

test("every picture of a package has the size that its name says", () => {
  /** @type {string[]} */
  const icons = JSON.parse(readFileSync(inRoot("tauri.conf.json"), "utf8")).bundle.icon;
  const tray = ["stopped", "paused", "playing"].flatMap((state) =>
    [22, 24, 32, 44].map((size) => join("src-tauri", "icons", "tray", `${state}-${size}.png`)),
  );
  const pictures = [...icons.filter((path) => path.endsWith(".png")), ...tray];
  assert.ok(pictures.length > tray.length);
  for (const path of pictures) {
    const png = readFileSync(inRoot(path));
    const said = Number(/(\d+)\.png$/.exec(path)?.[1]);
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [said, said], path);
  }
});
