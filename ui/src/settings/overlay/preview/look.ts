import type { Behaviour, Look, Style } from "../../../bindings";
import { m } from "../../../paraglide/messages";

/** A look for this window: there is no page to load anew. */
export const lookOf = (style: Style, behaviour: Behaviour): Look => ({
  page: "",
  style,
  behaviour,
  advert: m.native_advert(),
});

/** Shows everything at once, and lets it stand. */
export const steady = (): Behaviour => ({
  when_paused: "same",
  hide_paused_after_s: 0,
  only_on_change: false,
  change_shown_s: 1,
  hide_adverts: false,
  delay_ms: 0,
  placeholder: "",
});

/** A behaviour without what takes time: somebody who styles an overlay wants to see it. */
export const untimed = (behaviour: Behaviour): Behaviour => ({
  ...behaviour,
  when_paused: behaviour.when_paused === "hide" ? "grey" : behaviour.when_paused,
  only_on_change: false,
  delay_ms: 0,
});
