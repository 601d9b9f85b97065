/** A piece of a text, and whether the other text has it not. */
export type Piece = { text: string; changed: boolean };

/** Words, and single characters where a script has no spaces between its words. */
const TOKEN =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}])[\p{L}\p{N}\p{M}'’])+|\s+|./gsu;

/** What of `before` is not in `after`, and the other way round, with as much in common as can be. */
export function difference(before: string, after: string): { before: Piece[]; after: Piece[] } {
  const old = before.match(TOKEN) ?? [];
  const young = after.match(TOKEN) ?? [];
  const lengths = commonLengths(old, young);
  const width = young.length + 1;
  const length = (i: number, j: number) => lengths[i * width + j] ?? 0;
  const pieces = { before: [] as Piece[], after: [] as Piece[] };
  let i = 0;
  let j = 0;
  while (i < old.length || j < young.length) {
    if (i < old.length && old[i] === young[j]) {
      add(pieces.before, old[i++], false);
      add(pieces.after, young[j++], false);
    } else if (j >= young.length || (i < old.length && length(i + 1, j) >= length(i, j + 1))) {
      add(pieces.before, old[i++], true);
    } else {
      add(pieces.after, young[j++], true);
    }
  }
  return pieces;
}

/** How many tokens the ends of both, from `i` and from `j` on, have in common in the same order. */
function commonLengths(old: readonly string[], young: readonly string[]): Uint16Array {
  const width = young.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = young.length - 1; j >= 0; j--) {
      const here = i * width + j;
      const below = lengths[here + width] ?? 0;
      lengths[here] =
        old[i] === young[j] ? (lengths[here + width + 1] ?? 0) + 1 : Math.max(below, lengths[here + 1] ?? 0);
    }
  }
  return lengths;
}

function add(pieces: Piece[], text: string | undefined, changed: boolean): void {
  const last = pieces.at(-1);
  if (last?.changed === changed) last.text += text ?? "";
  else pieces.push({ text: text ?? "", changed });
}
