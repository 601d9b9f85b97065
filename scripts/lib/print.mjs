const colours = process.stdout.isTTY && !process.env.NO_COLOR;

/** @param {string} code @param {string} text */
const painted = (code, text) => (colours ? `\x1b[${code}m${text}\x1b[0m` : text);

export const bold = (/** @type {string} */ text) => painted("1", text);
export const green = (/** @type {string} */ text) => painted("32", text);
export const red = (/** @type {string} */ text) => painted("31", text);

/** @param {string} text */
export function heading(text) {
  console.log(`\n${bold(`── ${text} ${"─".repeat(Math.max(0, 76 - text.length))}`)}`);
}

/**
 * @param {number} milliseconds
 * @returns {string} like `0.4 s`, `12 s` or `3 min 07 s`
 */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}
