import type { CommandError, Style, StyleView } from "../bindings";
import builtIn from "../../tests/builtInStyles.json";
import { CSS_LENGTH, FONT_LENGTH, FONT_NAME, NAME_LENGTH, RANGES } from "../settings/overlay/ranges";

const VERSION = 1;

export const BUILT_IN = (builtIn as { id: string; style: Style }[]).map((one): StyleView => ({
  ...one,
  built_in: true,
}));

/** The value at a path such as `title.size`. */
function at(style: Style, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], style);
}

/** Simpler than the app's own, which reads token by token: enough to show every answer. */
function cssFault(css: string): CommandError | null {
  if (css.length > CSS_LENGTH) return { code: "css-too-long" };
  let depth = 0;
  for (const [index, text] of css.split("\n").entries()) {
    const line = index + 1;
    const loads = /\b(url|src|image|image-set)\(|(@(?:import|font-face|namespace))/i.exec(text);
    if (loads) return { code: "css-loads", line, what: loads[2] ?? `${loads[1]}()` };
    for (const bracket of text.match(/[{}]/g) ?? []) {
      depth += bracket === "{" ? 1 : -1;
      if (depth < 0) return { code: "css-broken", line };
    }
  }
  return null;
}

/** Why the app would not take a style. */
export function styleFault(style: Style): CommandError | null {
  if (style.name.trim() === "" || [...style.name].length > NAME_LENGTH) return { code: "name" };
  for (const [field, { min, max }] of Object.entries(RANGES)) {
    const value = at(style, field);
    if (typeof value === "number" && (value < min || value > max)) return { code: "out-of-range", field };
  }
  for (const line of ["title", "subtitle"] as const) {
    const { font } = style[line];
    if (font.length > FONT_LENGTH || !FONT_NAME.test(font)) {
      return { code: "out-of-range", field: `${line}.font` };
    }
  }
  return cssFault(style.css);
}

export function exportStyle(style: Style): string {
  return `${JSON.stringify({ "songplate-style": VERSION, style }, null, 2)}\n`;
}

/** The style in a text, or why there is none. */
export function importStyle(text: string): Style | CommandError {
  let document: { "songplate-style"?: unknown; style?: Style };
  try {
    document = JSON.parse(text);
  } catch (error) {
    return { code: "style-not-json", detail: String(error) };
  }
  const version = document["songplate-style"];
  if (typeof version !== "number" || !document.style) return { code: "style-not-a-style" };
  if (version > VERSION) return { code: "style-newer" };
  const given = Object.keys(document.style);
  const known = Object.keys(BUILT_IN[0]?.style ?? {});
  const missing = known.find((field) => !given.includes(field));
  if (missing) return { code: "style-field", detail: `missing field \`${missing}\`` };
  const unknown = given.find((field) => !known.includes(field));
  if (unknown) return { code: "style-field", detail: `unknown field \`${unknown}\`` };
  return styleFault(document.style) ?? document.style;
}
