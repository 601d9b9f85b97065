import { describe, expect, it } from "vitest";
import type { Behaviour, PublicSnapshot } from "../../../src/bindings";
import { forget, hear, type Memory, prune, show, type Shown } from "../../../overlay/behaviour";
import { BEHAVIOUR, NOTHING, PLAYING } from "../../overlays";

const PAUSED: PublicSnapshot = { ...PLAYING, status: "paused" };
const ADVERT: PublicSnapshot = { ...NOTHING, status: "advert" };
const OTHER: PublicSnapshot = { ...PLAYING, title: "Second Song", position_ms: 0 };

/** An overlay on virtual time, in seconds. */
class Stage {
  #memory: Memory = [];
  readonly #behaviour: Required<Behaviour>;

  constructor(behaviour: Behaviour = {}) {
    this.#behaviour = { ...BEHAVIOUR, ...behaviour };
  }

  hear(at: number, snapshot: PublicSnapshot): this {
    this.#memory = prune(hear(this.#memory, snapshot, at * 1000), this.#behaviour.delay_ms, at * 1000);
    return this;
  }

  lose(): this {
    this.#memory = forget(this.#memory);
    return this;
  }

  ask(at: number): { shown: Shown | undefined; again: number } {
    const { shown, again } = show(this.#memory, this.#behaviour, "Advertisement", at * 1000);
    return { shown, again: again / 1000 };
  }

  /** The title at this time, in brackets when it is greyed; `-` for nothing. */
  at(at: number): string {
    const { shown } = this.ask(at);
    return shown ? (shown.grey ? `(${shown.title})` : shown.title) : "-";
  }
}

const SONG = "Paper Lanterns";

describe("what is shown", () => {
  it("is nothing before the first snapshot", () => {
    expect(new Stage().ask(5)).toEqual({ shown: undefined, again: Infinity });
  });

  it("is the song while it plays, and moves", () => {
    const stage = new Stage().hear(10, PLAYING);
    expect(stage.ask(10).shown).toMatchObject({ title: SONG, grey: false, rate: 1, position: 83_000 });
    expect(stage.ask(25.5).shown?.position).toBe(98_500);
    expect(stage.ask(5000).shown?.position, "it ends where the song does").toBe(214_000);
  });

  it("moves as fast as it plays; a snapshot that does not tell plays at the recording's own speed", () => {
    const fast = new Stage().hear(10, { ...PLAYING, rate_percent: 150 });
    expect(fast.ask(30).shown).toMatchObject({ rate: 1.5, position: 113_000 });
    const silent = new Stage().hear(10, { ...PLAYING, rate_percent: null });
    expect(silent.ask(30).shown).toMatchObject({ rate: 1, position: 103_000 });
    const delayed = new Stage({ delay_ms: 2000 }).hear(10, { ...PLAYING, rate_percent: 50 });
    expect(delayed.ask(16).shown?.position, "counted from when it is due").toBe(85_000);
  });

  it.each(["inactive", "nothing", "private"])("is nothing when the status is %s", (status) => {
    expect(
      new Stage()
        .hear(1, PLAYING)
        .hear(2, { ...NOTHING, status })
        .at(3),
    ).toBe("-");
    expect(new Stage().hear(2, { ...PLAYING, status }).at(3), "whatever else came with it").toBe("-");
  });

  it.each(["offline", "rate-limited", "quota", "forbidden", "sign-in-again"])(
    "is greyed and stands still when the status is %s, and nothing without a song",
    (status) => {
      const old = new Stage().hear(1, { ...PLAYING, status, live: false });
      expect(old.at(2)).toBe(`(${SONG})`);
      expect(old.ask(60).shown).toMatchObject({ rate: 0, position: 83_000 });
      expect(new Stage().hear(1, { ...NOTHING, status }).at(2)).toBe("-");
    },
  );

  it("greys what may be old even where pauses are shown as they are", () => {
    const stage = new Stage({ when_paused: "same" });
    expect(stage.hear(1, PAUSED).at(2)).toBe(SONG);
    expect(stage.hear(3, { ...PLAYING, live: false }).at(4)).toBe(`(${SONG})`);
    expect(stage.ask(60).shown?.rate).toBe(0);
  });
});

describe("pauses", () => {
  it("are greyed and stand still", () => {
    const stage = new Stage().hear(1, PLAYING).hear(9, { ...PAUSED, position_ms: 91_000 });
    expect(stage.at(10)).toBe(`(${SONG})`);
    expect(stage.ask(5000).shown?.position).toBe(91_000);
    expect(stage.hear(5001, PLAYING).at(5001)).toBe(SONG);
  });

  it("are hidden after a while, counted from their beginning", () => {
    const stage = new Stage({ when_paused: "hide", hide_paused_after_s: 30 })
      .hear(0, PLAYING)
      .hear(100, PAUSED);
    expect(stage.ask(100).again).toBe(130);
    // What is heard on the way is no new pause.
    stage.hear(120, { ...PAUSED, position_ms: 1 });
    expect(stage.at(129.9)).toBe(`(${SONG})`);
    expect(stage.at(130)).toBe("-");
    expect(stage.hear(140, { ...PAUSED, position_ms: 2 }).at(141), "a seek does not bring it back").toBe("-");
    expect(stage.hear(150, PLAYING).at(150)).toBe(SONG);
    expect(stage.hear(160, PAUSED).at(189)).toBe(`(${SONG})`);
  });

  it("stay hidden when the app is started again", () => {
    const stage = new Stage({ when_paused: "hide", hide_paused_after_s: 5 }).hear(0, PAUSED);
    expect(stage.at(6)).toBe("-");
    stage.lose();
    stage.hear(100, { ...NOTHING, run: "r2", status: "inactive" }).hear(101, { ...PAUSED, run: "r2" });
    expect(stage.at(101)).toBe("-");
  });

  it("are hidden at once with 0 seconds, and another song is another pause", () => {
    expect(new Stage({ when_paused: "hide", hide_paused_after_s: 0 }).hear(1, PAUSED).at(1)).toBe("-");
    const stage = new Stage({ when_paused: "hide", hide_paused_after_s: 5 }).hear(0, PAUSED);
    expect(stage.hear(20, { ...OTHER, status: "paused" }).at(21)).toBe("(Second Song)");
  });
});

describe("only on change", () => {
  const only = { only_on_change: true, change_shown_s: 10 };

  it("each song is shown for a while", () => {
    const stage = new Stage(only).hear(100, PLAYING);
    expect(stage.ask(100).again).toBe(110);
    expect(stage.at(109.9)).toBe(SONG);
    expect(stage.at(110)).toBe("-");
    expect(stage.ask(110).again).toBe(Infinity);
    expect(stage.hear(200, OTHER).at(205)).toBe("Second Song");
    expect(stage.at(211)).toBe("-");
  });

  it("a pause, a seek, a later cover and an advert in between are no change", () => {
    const stage = new Stage(only).hear(0, { ...PLAYING, cover: null });
    stage
      .hear(20, PAUSED)
      .hear(30, PLAYING)
      .hear(40, { ...PLAYING, position_ms: 0 });
    expect(stage.at(41)).toBe("-");
    stage.hear(50, ADVERT).hear(80, PLAYING);
    expect(stage.at(81)).toBe("-");
  });

  it("the same song after the app was started again is no change, another one is", () => {
    const stage = new Stage(only)
      .hear(0, PLAYING)
      .lose()
      .hear(60, { ...PLAYING, run: "r2" });
    expect(stage.at(60)).toBe("-");
    expect(
      stage
        .lose()
        .hear(90, { ...OTHER, run: "r3" })
        .at(90),
    ).toBe("Second Song");
  });

  it("an advert is shown for as long", () => {
    const stage = new Stage(only).hear(0, PLAYING).hear(20, ADVERT).hear(25, ADVERT);
    expect(stage.at(29)).toBe("Advertisement");
    expect(stage.at(30)).toBe("-");
  });
});

describe("adverts", () => {
  it("are a plain note without a song", () => {
    const { shown } = new Stage().hear(1, ADVERT).ask(2);
    expect(shown).toMatchObject({ title: "Advertisement", grey: false, rate: 0 });
    expect(shown?.song).toBeUndefined();
  });

  it("are hidden on request, with no placeholder in their place", () => {
    expect(new Stage({ hide_adverts: true, placeholder: "Silence" }).hear(1, ADVERT).at(2)).toBe("-");
  });
});

describe("the placeholder", () => {
  it("stands where there is no song", () => {
    const stage = new Stage({ placeholder: "Silence" });
    for (const status of ["nothing", "inactive", "private", "offline"]) {
      expect(stage.hear(1, { ...NOTHING, status }).at(2), status).toBe("Silence");
    }
    expect(stage.hear(3, PLAYING).at(3)).toBe(SONG);
    expect(stage.lose().at(4), "the app is gone").toBe("-");
  });
});

describe("a delay", () => {
  const late = { delay_ms: 8000 };

  it("shows everything later by it, the position too", () => {
    const stage = new Stage(late).hear(100, PLAYING);
    expect(stage.at(107.9)).toBe("-");
    expect(stage.ask(100).again).toBe(108);
    expect(stage.ask(108).shown).toMatchObject({ title: SONG, position: 83_000 });
    stage.hear(110, OTHER).hear(112, { ...OTHER, status: "paused", position_ms: 2000 });
    expect(stage.ask(117.9).shown, "what was known at 109.9").toMatchObject({
      title: SONG,
      position: 92_900,
    });
    expect(stage.ask(117.9).again).toBe(118);
    expect(stage.at(118)).toBe("Second Song");
    expect(stage.at(120)).toBe("(Second Song)");
    expect(stage.ask(121).again).toBe(Infinity);
  });

  it("shifts the other times as well", () => {
    const stage = new Stage({ ...late, only_on_change: true, change_shown_s: 10 }).hear(100, PLAYING);
    expect(stage.ask(108).again).toBe(118);
    expect(stage.at(117.9)).toBe(SONG);
    expect(stage.at(118)).toBe("-");
    const paused = new Stage({ ...late, when_paused: "hide", hide_paused_after_s: 5 }).hear(0, PAUSED);
    expect(paused.at(12.9)).toBe(`(${SONG})`);
    expect(paused.at(13)).toBe("-");
  });

  it("never brings back what was said before the app was lost", () => {
    const stage = new Stage(late).hear(0, PLAYING).hear(20, OTHER).lose();
    expect(stage.at(28)).toBe("-");
    stage.hear(40, PLAYING);
    expect(stage.at(47)).toBe("-");
    expect(stage.at(48)).toBe(SONG);
  });
});
