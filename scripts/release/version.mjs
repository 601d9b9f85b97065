/**
 * A version in the form of Semantic Versioning 2.0.0, without build metadata: it would not tell two releases apart.
 *
 * @typedef {{ numbers: [major: bigint, minor: bigint, patch: bigint], beta: string[] }} Version `beta` holds the
 *   dot-separated identifiers of a pre-release, none for a stable release
 */

const number = "(0|[1-9]\\d*)";
const identifier = "(?:0|[1-9]\\d*|\\d*[A-Za-z-][\\dA-Za-z-]*)";
const form = new RegExp(`^${number}\\.${number}\\.${number}(?:-(${identifier}(?:\\.${identifier})*))?$`);

/**
 * @param {string} text
 * @returns {Version}
 * @throws when the text is not a version
 */
export function versionOf(text) {
  const parts = form.exec(text);
  if (!parts) throw new Error(`${JSON.stringify(text)} is not a version like 1.2.3 or 1.2.3-beta.1`);
  return {
    numbers: [BigInt(parts[1]), BigInt(parts[2]), BigInt(parts[3])],
    beta: parts[4]?.split(".") ?? [],
  };
}

/** @param {unknown} text */
export const isVersion = (text) => typeof text === "string" && form.test(text);

/** @param {string} text */
export const isBeta = (text) => versionOf(text).beta.length > 0;

/**
 * Whether one version comes after another (Semantic Versioning 2.0.0, section 11).
 *
 * @param {string} text
 * @param {string} other
 */
export function isNewer(text, other) {
  const [a, b] = [versionOf(text), versionOf(other)];
  for (const index of [0, 1, 2]) {
    if (a.numbers[index] !== b.numbers[index]) return a.numbers[index] > b.numbers[index];
  }
  if (a.beta.length === 0 || b.beta.length === 0) return a.beta.length === 0 && b.beta.length > 0;
  const differs = a.beta.findIndex((part, index) => part !== b.beta[index]);
  if (differs < 0) return false;
  return differs >= b.beta.length || isNewerIdentifier(a.beta[differs], b.beta[differs]);
}

/** @param {string} part @param {string} other a different one */
function isNewerIdentifier(part, other) {
  const [number, otherNumber] = [/^\d+$/.test(part), /^\d+$/.test(other)];
  if (number && otherNumber) return BigInt(part) > BigInt(other);
  return number === otherNumber ? part > other : otherNumber;
}
