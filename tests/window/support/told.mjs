import { beside, overlayLink } from "./overlay.mjs";
import { until } from "./wait.mjs";

/** What a script at the overlay's server is told, as it comes (docs/interfaces.md). */
export class Told {
  #ended = new AbortController();

  constructor() {
    /** @type {{ status: string, title: string | null }[]} the snapshots so far */
    this.snapshots = [];
  }

  /** @param {import("./desk.mjs").Desk} desk */
  static async listen(desk) {
    const told = new Told();
    const address = beside(await overlayLink(desk), "/events");
    const { body } = await fetch(address, { signal: told.#ended.signal });
    void told.#read(/** @type {ReadableStream<Uint8Array>} */ (body)).catch(() => {});
    return told;
  }

  /** @param {ReadableStream<Uint8Array>} body */
  async #read(body) {
    let text = "";
    const decoder = new TextDecoder();
    for await (const part of body) {
      text += decoder.decode(part, { stream: true });
      const lines = text.split("\n");
      text = lines.pop() ?? "";
      for (const line of lines) {
        if (line.startsWith("data:")) this.snapshots.push(JSON.parse(line.slice("data:".length)));
      }
    }
  }

  /** Waits until the newest is of this song. @param {string | null} title @param {number} [limit] */
  async of(title, limit) {
    const isIt = () => {
      const newest = this.snapshots.at(-1);
      if (newest?.title === title) return true;
      throw new Error(JSON.stringify(newest));
    };
    await until(`a snapshot of ${title}`, isIt, limit);
  }

  close() {
    this.#ended.abort();
  }
}
