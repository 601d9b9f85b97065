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
  readonly #connect: () => Socket;
  readonly #listener: Listener;
  #socket: Socket | undefined;
  #open = false;
  #wait = FIRST_WAIT_MS;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #run: string | undefined;
  #number = 0;
  #tickedAt = performance.now();
  #pingedAt = 0;
  /** Since when an answer is awaited; `undefined` while none is. */
  #askedAt: number | undefined;
  #spared = false;
  /** Since when nobody has been there; `undefined` while somebody is. */
  #goneAt: number | undefined = 0;

  constructor(connect: () => Socket, listener: Listener) {
    this.#connect = connect;
    this.#listener = listener;
    this.#dial();
    setInterval(() => this.#tick(), TICK_MS);
  }

  /** The page can be seen again, and its timers run as they should: no more waiting. */
  wake(): void {
    if (!this.#socket) this.#dial();
  }

  #dial(): void {
    clearTimeout(this.#retry);
    const socket = this.#connect();
    this.#socket = socket;
    this.#askedAt = performance.now();
    socket.onopen = () => {
      this.#open = true;
    };
    socket.onmessage = ({ data }) => this.#hear(String(data));
    socket.onclose = () => this.#drop(performance.now());
  }

  #hear(text: string): void {
    this.#askedAt = this.#goneAt = undefined;
    this.#spared = false;
    this.#wait = FIRST_WAIT_MS;
    const snapshot = JSON.parse(text) as PublicSnapshot;
    const { run, number } = snapshot;
    // The answer to a ping has none.
    if (!run || (run === this.#run && number <= this.#number && !snapshot.look)) return;
    this.#run = run;
    this.#number = number;
    this.#listener.snapshot(snapshot);
  }

  /** `since`: when somebody was there for the last time. */
  #drop(since: number): void {
    const socket = this.#socket;
    // A frozen app does not answer a close, either: nobody waits for it.
    if (socket) socket.onmessage = socket.onclose = null;
    socket?.close();
    this.#socket = this.#askedAt = undefined;
    this.#open = this.#spared = false;
    this.#goneAt ??= since;
    this.#retry = setTimeout(() => this.#dial(), this.#wait * (0.75 + Math.random() / 2));
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
  }

  #tick(): void {
    const now = performance.now();
    const late = now - this.#tickedAt > 2 * TICK_MS;
    this.#tickedAt = now;
    if (this.#askedAt === undefined) {
      if (this.#open && now - this.#pingedAt >= PING_MS) this.#ask(now);
    } else if (now - this.#askedAt >= PATIENCE_MS) {
      // Timers of a page that is hidden or asleep come late, and the answer may wait behind this very tick: the
      // question is put once more.
      if (!late || this.#spared) this.#drop(this.#askedAt);
      else if (this.#open) this.#ask(now);
      this.#spared = late;
    }
    if (this.#goneAt !== undefined && now - this.#goneAt >= PATIENCE_MS) this.#listener.lost();
  }

  #ask(now: number): void {
    this.#pingedAt = this.#askedAt = now;
    this.#socket?.send("ping");
  }
}
