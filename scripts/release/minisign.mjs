// Reads and checks what `tauri signer` writes: minisign's format (https://jedisct1.github.io/minisign/), with one more
// base64 around the whole. Node has Ed25519 and BLAKE2b itself, so nothing is left for a library to do.
import { createHash, createPublicKey, verify } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

/** @typedef {{ id: Buffer, key: import("node:crypto").KeyObject }} PublicKey */

/**
 * @typedef {object} Signature
 * @property {Buffer} id of the key that signed
 * @property {Buffer} ofFile the signature of the file's BLAKE2b-512
 * @property {Buffer} ofComment the signature of `ofFile` and the trusted comment
 * @property {string} comment trusted only after `signedFields` has checked it
 */

const ID = 8;
const KEY = 32;
const SIGNATURE = 64;

/** Node skips what is no base64; the updater refuses it. @param {string} text */
function decoded(text) {
  const bytes = Buffer.from(text, "base64");
  if (bytes.toString("base64") !== text) throw new Error("not in minisign's form: no clean base64");
  return bytes;
}

/** @param {string} text what stands in a file, or in `tauri.conf.json` @param {number} lines */
function linesOf(text, lines) {
  const inner = decoded(text).toString("utf8").trimEnd().split("\n");
  if (inner.length !== lines || !inner[0].startsWith("untrusted comment:")) {
    throw new Error("not in minisign's form");
  }
  return inner;
}

/** @param {string} line @param {string} algorithm @param {number} length after algorithm and id */
function bytesOf(line, algorithm, length) {
  const bytes = decoded(line);
  if (bytes.length !== 2 + ID + length || bytes.toString("latin1", 0, 2) !== algorithm) {
    throw new Error("not in minisign's form, or of an algorithm that is not taken");
  }
  return { id: bytes.subarray(2, 2 + ID), rest: bytes.subarray(2 + ID) };
}

/**
 * @param {string} text `plugins.updater.pubkey`
 * @returns {PublicKey}
 * @throws when it is not a minisign key
 */
export function publicKey(text) {
  const { id, rest } = bytesOf(linesOf(text, 2)[1], "Ed", KEY);
  const jwk = { kty: "OKP", crv: "Ed25519", x: rest.toString("base64url") };
  return { id, key: createPublicKey({ key: jwk, format: "jwk" }) };
}

/**
 * @param {string} text what stands in a `.sig` file
 * @returns {Signature}
 * @throws when it is not a minisign signature of a file's hash; signatures of the whole file are minisign's old way
 */
export function signature(text) {
  const lines = linesOf(text, 4);
  const prefix = "trusted comment: ";
  if (!lines[2].startsWith(prefix)) throw new Error("without a trusted comment");
  const { id, rest } = bytesOf(lines[1], "ED", SIGNATURE);
  return {
    id,
    ofFile: rest,
    ofComment: decoded(lines[3]),
    comment: lines[2].slice(prefix.length),
  };
}

/**
 * Checks a file against its signature, and returns what was signed along with it.
 *
 * @param {string} path
 * @param {Signature} signature
 * @param {PublicKey} publicKey
 * @returns {Promise<Record<string, string>>} the fields of the trusted comment: `timestamp`, `file`, `version`
 * @throws when the key is another one, or the file or the comment is not what was signed
 */
export async function signedFields(path, { id, ofFile, ofComment, comment }, { id: keyId, key }) {
  if (!id.equals(keyId)) throw new Error("signed with another key");
  const hash = createHash("blake2b512");
  await pipeline(createReadStream(path), hash);
  if (!verify(null, hash.digest(), key, ofFile)) throw new Error("the file is not the one that was signed");
  if (!verify(null, Buffer.concat([ofFile, Buffer.from(comment)]), key, ofComment)) {
    throw new Error("the signature's comment has been changed");
  }
  const pairs = comment.split("\t").map((field) => {
    const colon = field.indexOf(":");
    return [field.slice(0, colon), field.slice(colon + 1)];
  });
  return Object.fromEntries(pairs);
}
