// How large the packages are, and what in them is.
import { statSync } from "node:fs";
import { builtPackage, output } from "../../tests/window/support/package.mjs";
import { table } from "./figures.mjs";

const GOAL_BYTES = 8_000_000;
const LARGEST = 3;

/** @typedef {{ name: string, size: number }} Part */

/** @type {Record<"deb" | "rpm", (file: string) => Part[]>} */
const partsOf = {
  deb: (file) =>
    output("dpkg-deb", "--contents", file)
      .split("\n")
      .map((line) => line.split(/\s+/))
      .filter(([mode]) => mode?.startsWith("-"))
      .map(([, , size, , , ...name]) => ({ name: name.join(" ").replace(/^\./, ""), size: Number(size) })),
  rpm: (file) =>
    output("rpm", "--query", "--package", "--queryformat", "[%{FILESIZES} %{FILENAMES}\n]", file)
      .split("\n")
      .filter(Boolean)
      .map((line) => {
        const at = line.indexOf(" ");
        return { name: line.slice(at + 1), size: Number(line.slice(0, at)) };
      }),
};

/** Prints the figures, and whether the goal was reached. */
export function benchPackage() {
  const megabytes = (/** @type {number} */ bytes) => (bytes / 1_000_000).toFixed(3);
  const rows = [];
  const verdicts = [];
  for (const kind of /** @type {const} */ (["deb", "rpm"])) {
    const file = builtPackage(kind);
    if (file === undefined) throw new Error(`no .${kind} was built`);
    const { size } = statSync(file);
    const parts = partsOf[kind](file).sort((a, b) => b.size - a.size);
    rows.push([`.${kind}, as it is downloaded`, megabytes(size), (size / GOAL_BYTES).toFixed(2)]);
    for (const part of parts.slice(0, LARGEST)) rows.push([`  ${part.name}`, megabytes(part.size), ""]);
    const rest = parts.slice(LARGEST);
    const sum = rest.reduce((total, part) => total + part.size, 0);
    rows.push([`  ${rest.length} other files`, megabytes(sum), ""]);
    verdicts.push(
      `to reach: .${kind} of at most ${GOAL_BYTES / 1_000_000} MB: ${size <= GOAL_BYTES ? "reached" : "missed"}`,
    );
  }
  table(["package, and what is in it unpacked", "MB", "to the goal"], rows);
  for (const verdict of verdicts) console.log(verdict);
}
