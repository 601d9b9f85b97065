import { NAME_LENGTH } from "./ranges";

/** A name for a copy: `Plate (mine)`, or `Plate (mine 2)` where that is taken. A copy of a copy is not doubled. */
export function copyName(name: string, word: string, taken: readonly string[]): string {
  const escaped = word.replace(/[^\p{L}\p{N}]/gu, "\\$&");
  const base = name.replace(new RegExp(` \\(${escaped}( \\d+)?\\)$`, "u"), "");
  for (let number = 1; ; number++) {
    const ending = ` (${number === 1 ? word : `${word} ${number}`})`;
    const kept = [...base].slice(0, NAME_LENGTH - ending.length).join("");
    if (!taken.includes(kept + ending)) return kept + ending;
  }
}
