import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Page, WebSocketRoute } from "@playwright/test";
import type { Look, PublicSnapshot } from "../../src/bindings";
import { look, PLAYING } from "../overlays";

const ORIGIN = "http://127.0.0.1:21867";
const PAGE = readFileSync("ui/dist-overlay/overlay.html", "utf8");

const hash = (text: string | undefined): string =>
  `'sha256-${createHash("sha256")
    .update(text ?? "")
    .digest("base64")}'`;

/** The policy that the server sends. */
const POLICY = [
  "default-src 'none'",
  `script-src ${hash(/<script[^>]*>(.*?)<\/script>/s.exec(PAGE)?.[1])}`,
  `style-src ${hash(/<style>(.*?)<\/style>/s.exec(PAGE)?.[1])}`,
  "img-src 'self'",
  `connect-src 'self' ws://${new URL(ORIGIN).host}`,
].join("; ");

/** The built page as a browser source has it, with the test in the app's place. */
export class OverlayPage {
  readonly page: Page;
  /** All that the page asked for, in this order. */
  readonly asked: string[] = [];
  /** Answers with a cover; a test may put its own here. */
  cover = (name: string): Promise<string | undefined> =>
    Promise.resolve(readFileSync(`ui/tests/public/covers/${name}`, "utf8"));
  /** What the app would send to a page that connects; nothing: it is not there. */
  first: PublicSnapshot | undefined;
  #socket: WebSocketRoute | undefined;
  #number = 1;

  constructor(page: Page) {
    this.page = page;
  }

  async open(part: Partial<Look> = {}, snapshot: PublicSnapshot = PLAYING): Promise<void> {
    this.first = { ...snapshot, look: look(part) };
    this.page.on("request", (request) => this.asked.push(request.url()));
    await this.page.routeWebSocket(/./, (socket) => {
      this.asked.push(socket.url());
      if (!this.first) return void socket.close();
      this.#socket = socket;
      socket.onMessage((message) => {
        if (message === "ping") socket.send(JSON.stringify({ pong: true }));
      });
      socket.send(JSON.stringify(this.first));
    });
    await this.page.route(/./, async (route) => {
      const { origin, pathname } = new URL(route.request().url());
      if (origin === ORIGIN && pathname === "/overlay") {
        const headers = { "content-security-policy": POLICY, "content-type": "text/html" };
        return route.fulfill({ headers, body: PAGE });
      }
      const body = pathname.startsWith("/covers/") && (await this.cover(pathname.slice(8)));
      return body ? route.fulfill({ contentType: "image/svg+xml", body }) : route.fulfill({ status: 404 });
    });
    await this.page.goto(`${ORIGIN}/overlay?token=${"0a".repeat(16)}`);
  }

  /** The app has something newer to say. */
  say(part: PublicSnapshot): void {
    this.#number += 1;
    this.#socket?.send(JSON.stringify({ ...part, number: this.#number }));
  }

  /** The app is gone, or there again as another run. */
  async restart(first: PublicSnapshot | undefined): Promise<void> {
    this.first = first;
    this.#number = 1;
    if (!first) await this.#socket?.close();
  }

  /** What is on the stream below it. */
  async ground(css: string): Promise<void> {
    await this.page.evaluate(
      (background) => document.documentElement.style.setProperty("background", background),
      css,
    );
  }
}
