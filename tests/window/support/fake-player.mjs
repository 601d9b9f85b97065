import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fakePlayer as program } from "../../../scripts/lib/paths.mjs";
import { within } from "./wait.mjs";

/**
 * A player that does what it is told, nasty things among them. What it can do is described at the top of
 * src-tauri/crates/media/examples/fake_player/main.rs.
 */
export class FakePlayer {
  /** @type {((answer: object) => void)[]} those who wait for an answer, in their order */
  #waiting = [];

  /** @param {import("./processes.mjs").Started} started */
  constructor(started) {
    this.started = started;
    const output = /** @type {import("node:stream").Readable} */ (started.child.stdout);
    createInterface({ input: output }).on("line", (line) => this.#waiting.shift()?.(JSON.parse(line)));
  }

  /**
   * @param {Pick<import("./desk.mjs").Desk, "start">} desk
   * @param {string} suffix its name on the bus, after `org.mpris.MediaPlayer2.`
   */
  static async start(desk, suffix) {
    if (!existsSync(program))
      throw new Error(`${program} is missing: cargo build -p songplate-media --example fake_player`);
    const player = new FakePlayer(
      desk.start(program, [suffix], "fake-player.log", { stdin: "pipe", stdout: "pipe" }),
    );
    await player.#answer("the player to be there");
    return player;
  }

  /** One that behaves like Spotify's desktop app. @param {Pick<import("./desk.mjs").Desk, "start">} desk */
  static async startSpotify(desk) {
    const player = await FakePlayer.start(desk, "spotify");
    await player.do({ behave: "spotify" });
    return player;
  }

  /** Carries a command out. @param {string | object} command @param {number} [limit] */
  async do(command, limit) {
    this.started.child.stdin?.write(`${JSON.stringify(command)}\n`);
    await this.#answer(JSON.stringify(command).slice(0, 80), limit);
  }

  /** Changes, and tells so. @param {object} change */
  set = (change) => this.do({ set: change });

  /** @param {string} what @param {number} [limit] */
  async #answer(what, limit = 10_000) {
    /** @type {Promise<{ error?: string }>} */
    const next = new Promise((resolve) => this.#waiting.push(resolve));
    const { error } = await within(what, limit, next);
    if (error) throw new Error(`fake player: ${what}: ${error}`);
  }
}
