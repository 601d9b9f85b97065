import { NAME_LENGTH } from "./ranges";

/** A name for a copy: `Plate (mine)`, or `Plate (mine 2)` where that is taken. A copy of a copy is not doubled. */
export function copyName(name: string, word: string, taken: readonly string[]): string {
  const ending = / \(([^()]+?)(?: \d+)?\)$/u.exec(name);
  const base = ending?.[1] === word ? name.slice(0, ending.index) : name;
  for (let number = 1; ; number++) {
    const suffix = ` (${number === 1 ? word : `${word} ${number}`})`;
    const kept = [...base].slice(0, NAME_LENGTH - suffix.length).join("");
    if (!taken.includes(kept + suffix)) return kept + suffix;
  }
}
