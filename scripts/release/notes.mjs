import { isBeta } from "./version.mjs";

/**
 * What changed, from the changelog's section of a version. A beta without one of its own takes what is not released.
 *
 * @param {string} changelog
 * @param {string} version
 * @throws when there is no such section, or nothing in it
 */
export function notesOf(changelog, version) {
  const sections = changelog.split(/^## /m).slice(1);
  const section = (/** @type {string} */ name) =>
    sections.find((text) => (text.split("\n")[0].match(/[^\s[\]]+/)?.[0] ?? "") === name);
  const found = section(version) ?? (isBeta(version) ? section("Unreleased") : undefined);
  const notes = found?.split("\n").slice(1).join("\n").trim();
  if (!notes) throw new Error(`CHANGELOG.md says nothing of ${version}`);
  return notes;
}
