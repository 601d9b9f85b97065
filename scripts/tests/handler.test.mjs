import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { defaultOf, takeLinks, withDefault } from "../demo/handler.mjs";

const LIST = `[Added Associations]
text/plain=editor.desktop

[Default Applications]
text/html=browser.desktop
x-scheme-handler/app.songplate=songplate.desktop;

[Removed Associations]
x-scheme-handler/app.songplate=other.desktop
`;

const saved = { ...process.env };
/** @type {string} */
let home;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "songplate-handler-"));
  process.env.XDG_DATA_HOME = join(home, "data");
  process.env.XDG_CONFIG_HOME = join(home, "config");
  mkdirSync(join(home, "config"));
});

afterEach(() => {
  process.env = { ...saved };
  rmSync(home, { recursive: true });
});

const linux = { skip: process.platform !== "linux" };
const defaults = () => join(home, "config", "mimeapps.list");
const entry = () => join(home, "data", "applications", "songplate-demo.desktop");

test("the default is read from its own section", () => {
  assert.equal(defaultOf(LIST), "songplate.desktop");
  assert.equal(defaultOf(""), null);
  assert.equal(defaultOf(withDefault(LIST, null)), null);
});

test("a default is replaced in place and nothing else moves", () => {
  const changed = withDefault(LIST, "mine.desktop");
  assert.equal(defaultOf(changed), "mine.desktop");
  const others = (/** @type {string} */ text) =>
    text.split("\n").filter((line) => !/songplate=(songplate|mine)/.test(line));
  assert.deepEqual(others(changed), others(LIST));
});

test("the demo's handler goes without a trace", linux, () => {
  writeFileSync(defaults(), LIST);
  const giveBack = takeLinks("/tmp/open-link");
  assert.match(readFileSync(entry(), "utf8"), /^Exec=\/tmp\/open-link %u$/m);
  assert.match(readFileSync(defaults(), "utf8"), /songplate=songplate-demo\.desktop/);
  giveBack();
  assert.equal(readFileSync(defaults(), "utf8"), LIST);
  assert.ok(!existsSync(entry()));
});

test("where there was no list there is none afterwards", linux, () => {
  takeLinks("/tmp/open-link")();
  assert.ok(!existsSync(defaults()));
});

test("what others changed meanwhile stays", linux, () => {
  writeFileSync(defaults(), LIST);
  const giveBack = takeLinks("/tmp/open-link");
  writeFileSync(defaults(), readFileSync(defaults(), "utf8").replace("browser", "newer-browser"));
  giveBack();
  const after = readFileSync(defaults(), "utf8");
  assert.match(after, /text\/html=newer-browser\.desktop/);
  assert.equal(defaultOf(after), "songplate.desktop");
});

test("a demo that was killed leaves nothing for the next one to bring back", linux, () => {
  takeLinks("/tmp/killed");
  takeLinks("/tmp/next")();
  assert.equal(defaultOf(readFileSync(defaults(), "utf8")), null);
  assert.doesNotMatch(readFileSync(defaults(), "utf8"), /demo/);
});
