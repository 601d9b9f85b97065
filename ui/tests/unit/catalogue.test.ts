import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import en from "../../messages/en.json";
import fr from "../../messages/fr.json";

type Catalogue = Record<string, string>;
const catalogues: Record<string, Catalogue> = { en, fr };
const keys = (catalogue: Catalogue) => Object.keys(catalogue).filter((key) => key !== "$schema");
const parameters = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

function sources(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return entry.name === "paraglide" ? [] : sources(path);
    return /\.(svelte|ts)$/.test(entry.name) ? [readFileSync(path, "utf8")] : [];
  });
}

describe("the message catalogues", () => {
  test("have the same keys in the same order", () => {
    expect(keys(fr)).toEqual(keys(en));
  });

  test("take the same parameters", () => {
    for (const key of keys(en)) {
      expect(parameters((fr as Catalogue)[key]!), key).toEqual(parameters((en as Catalogue)[key]!));
    }
  });

  test("hold plain strings with flat names: the shell reads them as JSON", () => {
    for (const catalogue of Object.values(catalogues)) {
      for (const key of keys(catalogue)) {
        expect(key).toMatch(/^[a-z]+(_[a-z]+)*$/);
        expect(typeof catalogue[key], key).toBe("string");
        expect(catalogue[key]!.trim(), key).not.toBe("");
      }
    }
  });

  test("hold nothing the windows no longer say", () => {
    const code = sources(join(import.meta.dirname, "../../src")).join("\n");
    // The shell says these: the page that a return over the loopback address shows, and the tray.
    const unused = keys(en).filter(
      (key) => !/^(landing|native|tray)_/.test(key) && !code.includes(`m.${key}(`),
    );
    expect(unused).toEqual([]);
  });
});

test("nothing that ships knows the fake backend", () => {
  const code = sources(join(import.meta.dirname, "../../src"));
  expect(code.filter((text) => /from "[^"]*\/fake"/.test(text))).toEqual([]);
});
