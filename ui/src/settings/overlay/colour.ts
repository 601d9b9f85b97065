const COLOUR = /^#?(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i;

/** A colour as somebody typed it, in the app's form (`#rrggbb`, with the opacity where it is not full); or null. */
export function parseColour(typed: string): string | null {
  const text = typed.trim();
  if (!COLOUR.test(text)) return null;
  const digits = text.replace("#", "").toLowerCase();
  const long = digits.length <= 4 ? [...digits].map((digit) => digit + digit).join("") : digits;
  return `#${long.length === 8 && long.endsWith("ff") ? long.slice(0, 6) : long}`;
}

/** The colour without its opacity, as `<input type="color">` wants it. */
export const solid = (colour: string): string => colour.slice(0, 7);

/** The opacity in percent. */
export const opacity = (colour: string): number =>
  colour.length === 9 ? Math.round((parseInt(colour.slice(7), 16) / 255) * 100) : 100;

export function withOpacity(colour: string, percent: number): string {
  if (percent >= 100) return solid(colour);
  const byte = Math.round((Math.max(0, percent) / 100) * 255);
  return solid(colour) + byte.toString(16).padStart(2, "0");
}

/** Another colour with the opacity of this one. */
export const withSolid = (colour: string, chosen: string): string => solid(chosen) + colour.slice(7);
