// A style as what the sheet reads: each field is a custom property (lengths, colours, fonts) or an attribute (choices),
// named by its path. The properties are a sheet rather than the element's own, so that the user's CSS can replace them.

import type { Style } from "../src/bindings";

const SYSTEM_FONTS =
  '"Segoe UI Variable Display","Segoe UI",system-ui,-apple-system,Roboto,"Noto Sans",sans-serif';
const GENERIC = /^(serif|sans-serif|monospace|cursive|fantasy|system-ui|ui-.+)$/;

/** A name that is quoted can't end the declaration that it is put into. */
const fonts = (names: string): string =>
  names
    .split(/["'\\,]/)
    .map((name) => name.trim())
    .filter(Boolean)
    .map((name) => (GENERIC.test(name) ? name : `"${name}"`))
    .concat(SYSTEM_FONTS)
    .join();

export interface Sheet {
  css: string;
  attributes: [name: string, value: string][];
}

export function sheetOf(style: Style): Sheet {
  const attributes: Sheet["attributes"] = [];
  let properties = "";
  const walk = (part: object, path: string): void => {
    for (const [field, value] of Object.entries(part)) {
      const name = `${path}-${field.replaceAll("_", "-")}`;
      if (typeof value === "object") walk(value as object, name);
      else if (field === "font") properties += `-${name}:${fonts(String(value))};`;
      else if (typeof value === "number")
        properties += `-${name}:${value}${field === "angle" ? "deg" : "px"};`;
      else if (String(value).startsWith("#")) properties += `-${name}:${value};`;
      else attributes.push([`data${name}`, String(value)]);
    }
  };
  walk({ ...style, name: "", css: "" }, "");
  return { css: `@layer songplate{.overlay{${properties}}}`, attributes };
}
