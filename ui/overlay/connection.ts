// The page's way to the app: connects for ever, and says when the app is lost.

import type { PublicSnapshot } from "../src/bindings";

/** What is used of a WebSocket. */
export type Socket = Pick<WebSocket, "onopen" | "onmessage" | "onclose" | "send" | "close">;

export interface Listener {
  snapshot(snapshot: PublicSnapshot): void;
  /** Nothing was heard of the app for so long that what it said last may be wrong. */
  lost(): void;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 2000;
const TICK_MS = 1000;
const PING_MS = 2000;
/** For how long an answer may take, and for how long the song stays without the app. */
const PATIENCE_MS = 5000;

export class Connection {
  private socket: Socket | undefined;
  private open = false;
  private wait = FIRST_WAIT_MS;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private run: string | undefined;
  private number = 0;
  private pingedAt = 0;
  /** Since when an answer is awaited. */
  private askedAt: number | undefined;
  private spared = false;
  private tickedAt = 0;
  /** Since when there has been no connection; `undefined` while there is one. */
  private downAt: number | undefined;
  private lost = false;

  constructor(
    private readonly connect: () => Socket,
    private readonly listener: Listener,
  ) {
    this.downAt = performance.now();
    this.tickedAt = this.downAt;
    this.dial();
    setInterval(() => this.tick(), TICK_MS);
  }

  /** The page can be seen again, and its timers run as they should: no more waiting. */
  wake(): void {
    if (!this.socket) this.dial();
  }

  private dial(): void {
    clearTimeout(this.retry);
    const socket = this.connect();
    this.socket = socket;
    this.open = false;
    this.askedAt = performance.now();
    this.spared = false;
    socket.onopen = () => {
      this.open = true;
    };
    socket.onmessage = ({ data }) => this.hear(String(data));
    socket.onclose = () => this.drop(performance.now());
  }

  private hear(text: string): void {
    this.askedAt = undefined;
    this.spared = false;
    this.wait = FIRST_WAIT_MS;
    this.downAt = undefined;
    this.lost = false;
    const said: unknown = JSON.parse(text);
    const snapshot = said as PublicSnapshot;
    if (typeof snapshot.number !== "number") return;
    if (snapshot.run === this.run && snapshot.number <= this.number && !snapshot.look) return;
    this.run = snapshot.run;
    this.number = snapshot.number;
    this.listener.snapshot(snapshot);
  }

  /** `since`: when the app was last known to be there. */
  private drop(since: number): void {
    const { socket } = this;
    if (!socket) return;
    // A frozen app never answers a close, either: nobody waits for it.
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    this.socket = undefined;
    this.open = false;
    this.downAt ??= since;
    this.retry = setTimeout(() => this.dial(), this.wait * (0.75 + Math.random() / 2));
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
    this.look();
  }

  private tick(): void {
    const now = performance.now();
    // Timers of a page that is hidden or asleep come late, and an answer may lie behind this very tick.
    const late = now - this.tickedAt > 2 * TICK_MS;
    this.tickedAt = now;
    if (this.askedAt !== undefined && now - this.askedAt >= PATIENCE_MS) {
      if (late && !this.spared) this.ask(now);
      else this.drop(this.askedAt);
      this.spared = late;
    } else if (this.open && this.askedAt === undefined && now - this.pingedAt >= PING_MS) this.ask(now);
    this.look();
  }

  private ask(now: number): void {
    this.pingedAt = this.askedAt = now;
    if (this.open) this.socket?.send("ping");
  }

  private look(): void {
    if (this.lost || this.downAt === undefined || performance.now() - this.downAt < PATIENCE_MS) return;
    this.lost = true;
    this.listener.lost();
  }
}
