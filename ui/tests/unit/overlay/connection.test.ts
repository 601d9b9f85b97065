import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Connection, type Socket } from "../../../overlay/connection";
import type { PublicSnapshot } from "../../../src/bindings";
import { look, NOTHING, PLAYING } from "../../overlays";

/** The app as the page's sockets find it. */
class App {
  readonly sockets: FakeSocket[] = [];
  /** `up`: answers; `down`: refuses; `frozen`: takes what comes and says nothing. */
  state: "up" | "down" | "frozen" = "up";
  snapshot: PublicSnapshot = { ...PLAYING, look: look() };

  connect = (): Socket => {
    const socket = new FakeSocket(this);
    this.sockets.push(socket);
    return socket;
  };

  get last(): FakeSocket {
    return this.sockets.at(-1)!;
  }

  die(): void {
    this.state = "down";
    for (const socket of this.sockets) socket.end();
  }
}

class FakeSocket implements Socket {
  onopen: Socket["onopen"] = null;
  onmessage: Socket["onmessage"] = null;
  onclose: Socket["onclose"] = null;
  readonly sent: string[] = [];
  closed = false;
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
    setTimeout(() => {
      if (app.state === "down") return this.end();
      if (app.state === "frozen") return;
      this.onopen?.call(this as never, new Event("open"));
      this.say(app.snapshot);
    }, 1);
  }

  /** A socket that is being closed still hands over what arrives. */
  say(message: unknown): void {
    this.onmessage?.call(this as never, { data: JSON.stringify(message) } as MessageEvent);
  }

  send(text: string): void {
    this.sent.push(text);
    if (this.#app.state === "up") setTimeout(() => this.say({ pong: true }), 1);
  }

  close(): void {
    this.closed = true;
  }

  end(): void {
    if (this.closed) return;
    this.closed = true;
    this.onclose?.call(this as never, new CloseEvent("close"));
  }
}

let app: App;
let heard: PublicSnapshot[];
let lost: number;
let connection: Connection;

function open(): void {
  connection = new Connection(app.connect, {
    snapshot: (snapshot) => heard.push(snapshot),
    lost: () => lost++,
  });
}

const seconds = (time: number): void => void vi.advanceTimersByTime(time * 1000);

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  app = new App();
  heard = [];
  lost = 0;
});

afterEach(() => {
  vi.clearAllTimers();
  vi.useRealTimers();
});

describe("snapshots", () => {
  const numbers = () => heard.map(({ run, number }) => `${run}:${number}`);

  it("of one run count when their number is higher, or they bring a look", () => {
    open();
    seconds(0.1);
    app.last.say({ ...NOTHING, number: 3 });
    app.last.say({ ...PLAYING, number: 2 });
    app.last.say({ ...PLAYING, number: 3 });
    app.last.say({ ...PLAYING, number: 3, look: look() });
    expect(numbers()).toEqual(["r1:1", "r1:3", "r1:3"]);
    expect(heard.at(-1)?.look).toBeDefined();
  });

  it("of another run replace those of the old one", () => {
    open();
    seconds(0.1);
    app.last.say({ ...PLAYING, number: 900 });
    app.last.say({ ...PLAYING, run: "r2", number: 1 });
    app.last.say({ ...PLAYING, run: "r2", number: 2 });
    expect(numbers()).toEqual(["r1:1", "r1:900", "r2:1", "r2:2"]);
  });
});

describe("an app that is not there", () => {
  it("is tried for ever, first after 250 ms and then up to every 2 s", () => {
    app.state = "down";
    const at: number[] = [];
    const connect = app.connect;
    app.connect = () => {
      at.push(Math.round(performance.now()));
      return connect();
    };
    const began = Math.round(performance.now());
    open();
    seconds(3600);
    const waits = at.map((time, index) => time - (at[index - 1] ?? began));
    expect(waits.slice(0, 7)).toEqual([0, 251, 501, 1001, 2001, 2001, 2001]);
    expect(at.length).toBeGreaterThan(1790);
    app.state = "up";
    seconds(2.1);
    expect(heard).toHaveLength(1);
  });

  it("is not asked by every page at the same moment", () => {
    vi.mocked(Math.random).mockReturnValueOnce(0).mockReturnValueOnce(0.999);
    app.state = "down";
    open();
    seconds(0.19);
    expect(app.sockets).toHaveLength(2);
    seconds(0.61);
    expect(app.sockets).toHaveLength(2);
    seconds(0.1);
    expect(app.sockets).toHaveLength(3);
  });

  it("is found at once when the page comes into view", () => {
    app.state = "down";
    open();
    seconds(60);
    app.state = "up";
    connection.wake();
    seconds(0.01);
    expect(heard).toHaveLength(1);
    connection.wake();
    seconds(5);
    expect(app.last.closed, "a connection that works is kept").toBe(false);
  });
});

describe("losing the app", () => {
  it("is told after 5 s, and it is found again without a hand", () => {
    open();
    seconds(10);
    app.die();
    seconds(4);
    expect(lost).toBe(0);
    seconds(2);
    expect(lost).toBeGreaterThan(0);
    app.state = "up";
    app.snapshot = { ...PLAYING, run: "r2", number: 1, look: look() };
    seconds(2.1);
    expect(heard.at(-1)?.run).toBe("r2");
    lost = 0;
    seconds(60);
    expect(lost).toBe(0);
  });

  it("is not told when it is back within 5 s", () => {
    open();
    seconds(10);
    app.die();
    seconds(3);
    app.state = "up";
    seconds(60);
    expect(lost).toBe(0);
    expect(app.sockets.filter(({ closed }) => !closed)).toHaveLength(1);
  });

  it("is noticed when the app is frozen, and its close is not waited for", () => {
    open();
    seconds(10);
    const first = app.last;
    app.state = "frozen";
    seconds(5);
    expect(lost).toBe(0);
    seconds(3.1);
    expect(lost).toBeGreaterThan(0);
    expect(first.closed).toBe(true);
    app.state = "up";
    seconds(8);
    expect(app.last.closed).toBe(false);
    lost = 0;
    first.say({ ...PLAYING, number: 77 });
    seconds(60);
    expect([lost, heard.at(-1)?.number], "what the dead socket says late changes nothing").toEqual([0, 1]);
  });

  it("is noticed when the app takes the connection and says nothing", () => {
    app.state = "frozen";
    open();
    seconds(30);
    expect(app.sockets.length).toBeGreaterThan(3);
    app.state = "up";
    seconds(8);
    expect(heard).toHaveLength(1);
  });

  it("pings every 2 s, and one question is open at a time", () => {
    open();
    seconds(10.5);
    expect(app.last.sent).toEqual(Array(5).fill("ping"));
    app.state = "frozen";
    seconds(4);
    expect(app.last.sent).toHaveLength(6);
  });
});

describe("a page whose timers are throttled", () => {
  /** Time passes without timers, as in a page that is hidden or a machine that sleeps; then one tick comes. */
  function skip(time: number): void {
    const ticks = vi.getTimerCount();
    expect(ticks).toBeGreaterThan(0);
    vi.spyOn(performance, "now").mockReturnValue(performance.now() + time * 1000);
    vi.advanceTimersToNextTimer();
  }

  it("does not lose an app that answers between its ticks", () => {
    open();
    seconds(10);
    for (let minute = 0; minute < 10; minute++) {
      skip(60);
      app.last.say({ pong: true });
    }
    expect([lost, app.sockets.length]).toEqual([0, 1]);
  });

  it("asks once more when an answer may have waited behind the late tick", () => {
    open();
    seconds(10);
    app.state = "frozen";
    seconds(2);
    const { sent } = app.last;
    const before = sent.length;
    skip(3600);
    expect(sent).toHaveLength(before + 1);
    expect(app.sockets).toHaveLength(1);
    app.last.say({ pong: true });
    skip(60);
    expect([lost, app.sockets.length]).toEqual([0, 1]);
  });

  it("loses a frozen app all the same", () => {
    open();
    seconds(10);
    app.state = "frozen";
    for (let minute = 0; minute < 4; minute++) skip(60);
    expect(lost).toBeGreaterThan(0);
    expect(app.sockets[0]?.closed).toBe(true);
  });
});
