import { expect, it } from "vitest";
import { Reload } from "../../../overlay/reload";

function storage(): Pick<Storage, "getItem" | "setItem"> {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

it("loads another build of the page once", () => {
  const kept = storage();
  const page = new Reload(kept);
  expect([page.wanted("a"), page.wanted("a")]).toEqual([false, false]);
  expect(page.wanted("b")).toBe(true);
  const anew = new Reload(kept);
  expect([anew.wanted("b"), anew.wanted("c")]).toEqual([false, true]);
});

it("never loads the same build twice in a row, should the new page be the old one all the same", () => {
  const kept = storage();
  expect([new Reload(kept)].map((page) => [page.wanted("a"), page.wanted("b")])).toEqual([[false, true]]);
  const stale = new Reload(kept);
  expect([stale.wanted("a"), stale.wanted("b"), stale.wanted("b")]).toEqual([false, false, false]);
});
