export type NameFault = "unusable" | "twice";

const LONGEST_STEM = 56;
const FORBIDDEN = /[<>:"/\\|?*\u0000-\u001f\u007f-\u009f]|^\.|[ .]$/;
// Windows gives the first to devices, whatever the ending; the last is the history's own.
const TAKEN = /^(?:con|prn|aux|nul|(?:com|lpt)[0-9]|history)$/i;

/** What keeps a name from being a text file's: the app's own rule (`FilesSettings::check`). */
export function nameFault(name: string, others: readonly string[]): NameFault | null {
  const stem = name.endsWith(".txt") ? name.slice(0, -4) : "";
  if (stem === "" || [...stem].length > LONGEST_STEM || FORBIDDEN.test(stem) || TAKEN.test(stem)) {
    return "unusable";
  }
  return others.some((other) => other.toLowerCase() === name.toLowerCase()) ? "twice" : null;
}

/** A name for one more file. */
export function freeName(taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? "text.txt" : `text-${number}.txt`;
    if (!nameFault(name, taken)) return name;
  }
}

/** What is typed, with the ending that every text file has. */
export function withEnding(typed: string): string {
  const name = typed.trim();
  return name === "" || name.endsWith(".txt") ? name : `${name}.txt`;
}
