import { beforeEach } from "node:test";
import { windowTest } from "../../window/support/window-test.mjs";
import { Channels } from "./channel.mjs";
import { install, installedVersion, PROGRAM, removeAtTheEnd } from "./installed.mjs";
import { N, publish } from "./release.mjs";

/** Installs version N before every test of a file, and removes whatever is installed after the last. */
export function fromN() {
  beforeEach(() => {
    if (installedVersion() !== N) install(N);
  });
  removeAtTheEnd();
}

/**
 * A test at a desk where version N is installed, and the channels offer the next one.
 *
 * @param {string} name
 * @param {(desk: import("../../window/support/desk.mjs").Desk, channels: Channels) => Promise<void>} body
 */
export function updateTest(name, body) {
  windowTest(
    name,
    async (desk) => {
      const channels = await new Channels().listen();
      try {
        await publish(channels);
        desk.env.SONGPLATE_UPDATE_URL = channels.origin;
        await body(desk, channels);
      } finally {
        await channels.close();
      }
    },
    { program: PROGRAM, handler: false, limit: 180_000 },
  );
}
