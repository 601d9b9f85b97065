import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { inRoot } from "../lib/paths.mjs";

const folder = inRoot(".github", "workflows");

for (const name of readdirSync(folder)) {
  const text = readFileSync(join(folder, name), "utf8");

  test(`${name}: every action is pinned by its commit`, () => {
    const used = [...text.matchAll(/\buses:\s*(.*)/g)].map(([, action]) => action);
    assert.ok(used.length > 0);
    for (const action of used) assert.match(action, /^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test(`${name}: nothing is permitted that no job asked for`, () => {
    assert.match(text, /^permissions:( \{\}|\n {2}contents: read)$/m);
  });

  test(`${name}: no job that has a secret builds or tests anything`, () => {
    for (const job of text.split(/^ {2}(?=[\w-]+:$)/m)) {
      if (/\bsecrets\b/.test(job)) assert.doesNotMatch(job, /npm (test|run)|cargo |tauri build/);
    }
  });
}
