import { existsSync } from "node:fs";
import { emulator as program } from "../../../scripts/lib/paths.mjs";
import { firstLine } from "./processes.mjs";
import { within } from "./wait.mjs";

/** The emulated Spotify of a desk. What it can do is described in tests/emulator/README.md. */
export class Emulator {
  /**
   * @param {import("./processes.mjs").Started} started
   * @param {{ origin: string, client_id: string, client_secret: string, redirect_uris: string[] }} ready
   */
  constructor(started, ready) {
    this.started = started;
    this.origin = ready.origin;
    this.clientId = ready.client_id;
    this.clientSecret = ready.client_secret;
    this.redirectUris = ready.redirect_uris;
  }

  /**
   * @param {Pick<import("./desk.mjs").Desk, "start">} desk
   * @param {{ speed?: number }} options
   */
  static async start(desk, { speed = 1 } = {}) {
    if (!existsSync(program)) throw new Error(`${program} is missing: cargo build -p songplate-emulator`);
    const args = ["--speed", String(speed), "--exit-with-stdin"];
    const started = desk.start(program, args, "emulator.log", { stdin: "pipe", stdout: "pipe" });
    const stream = /** @type {import("node:stream").Readable} */ (started.child.stdout);
    const line = await within("the emulator's address", 10_000, firstLine(stream));
    return new Emulator(started, JSON.parse(line));
  }

  /**
   * @param {string} path below /control/
   * @param {object} [body] sent with POST
   */
  async control(path, body) {
    const answer = await fetch(`${this.origin}/control/${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(5_000),
    });
    if (!answer.ok) throw new Error(`emulator: ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  state = () => this.control("state");
  next = () => this.control("next", {});
  pause = () => this.control("pause", {});
  play = () => this.control("play", {});

  /** @param {string} kind @param {number} [index] */
  item = (kind, index) => this.control("item", index === undefined ? { kind } : { kind, index });

  /** @param {"player" | "token" | "me" | "authorize"} endpoint @param {string} fault @param {object} [details] */
  fault = (endpoint, fault, details = {}) => this.control("faults", { endpoint, fault, ...details });

  clearFaults = () => this.control("faults/clear", {});

  /** How often an endpoint was asked. @param {"player" | "token" | "me" | "authorize"} endpoint */
  async count(endpoint) {
    const { counts } = await this.control("requests");
    return /** @type {number} */ (counts[endpoint] ?? 0);
  }

  /** The song, episode or file that plays, as a client should show it. */
  async playing() {
    const { playback } = await this.state();
    return {
      title: /** @type {string} */ (playback.title),
      subtitle: /** @type {string} */ (playback.subtitle),
    };
  }
}
