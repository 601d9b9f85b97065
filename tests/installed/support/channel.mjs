import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { within } from "../../window/support/wait.mjs";

/** @typedef {import("../../../scripts/release/manifest.mjs").Channel} Name */
/** @typedef {import("../../../scripts/release/manifest.mjs").Manifest} Manifest */

/**
 * What a server does wrong: `status` answers with that alone, `text` sends something else, `cut` ends the connection in
 * the middle of what it sends.
 *
 * @typedef {{ status: number } | { text: string } | "cut"} Fault
 */

const PIECE = 32 * 1024;

/** The server of the channels, on this computer. */
export class Channels {
  /** What each channel serves. @type {Partial<Record<Name, Manifest>>} */
  manifests = {};
  /** The files that can be downloaded, by name. @type {Map<string, string>} */
  files = new Map();
  /** What it does wrong with a manifest. @type {Fault | undefined} */
  manifestFault;
  /** What it does wrong with a file. @type {Fault | undefined} */
  fileFault;
  /** How fast it sends files; as fast as it can, if it is not said. @type {number | undefined} in bytes a second */
  pace;
  /** What it was asked for. @type {string[]} */
  asked = [];
  /** The downloads whose other end has gone before they ended. */
  givenUp = 0;

  #server = createServer((request, response) => void this.#answer(request, response));

  async listen() {
    await within(
      "the server of the channels",
      5_000,
      new Promise((resolve) => this.#server.listen(0, "127.0.0.1", () => resolve(undefined))),
    );
    const { port } = /** @type {import("node:net").AddressInfo} */ (this.#server.address());
    this.origin = `http://127.0.0.1:${port}`;
    return this;
  }

  /** Where files are. */
  get address() {
    return `${this.origin}/files`;
  }

  /** From now on nobody listens any more. */
  async close() {
    if (!this.#server.listening) return;
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /**
   * @param {import("node:http").IncomingMessage} request
   * @param {import("node:http").ServerResponse} response
   */
  async #answer({ url = "" }, response) {
    this.asked.push(url);
    const file = this.files.get(decodeURIComponent(url.replace(/^\/files\//, "")));
    if (file !== undefined) return this.#send(file, response);
    const channel = /^\/(stable|beta)\.json$/.exec(url)?.[1];
    const manifest = channel && this.manifests[/** @type {Name} */ (channel)];
    if (failed(this.manifestFault, response)) return;
    if (manifest) response.setHeader("content-type", "application/json").end(JSON.stringify(manifest));
    else response.writeHead(404).end();
  }

  /**
   * @param {string} file
   * @param {import("node:http").ServerResponse} response
   */
  async #send(file, response) {
    if (failed(this.fileFault, response)) return;
    const { size } = statSync(file);
    response.writeHead(200, { "content-length": size });
    let sent = 0;
    for await (const piece of createReadStream(file, { highWaterMark: PIECE })) {
      if (response.destroyed) {
        this.givenUp += 1;
        return;
      }
      if (this.fileFault === "cut" && sent > size / 2) return response.destroy();
      response.write(piece);
      sent += piece.length;
      if (this.pace) await pause((1000 * piece.length) / this.pace);
    }
    response.end();
  }
}

/** @param {Fault | undefined} fault @param {import("node:http").ServerResponse} response */
function failed(fault, response) {
  if (fault === undefined || fault === "cut") return false;
  if ("status" in fault) response.writeHead(fault.status).end();
  else response.end(fault.text);
  return true;
}
