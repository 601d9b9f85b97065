import type { PlayersAvailability } from "../../bindings";
import { m } from "../../paraglide/messages";

/** Why players cannot be seen, or not all of them; null where there is nothing to explain. */
export function availabilityText(
  availability: PlayersAvailability,
): { title: string; sentence: string; tone: "wait" | "alert" } | null {
  switch (availability) {
    case "available":
      return null;
    case "some-only":
      return { title: m.players_some_only(), sentence: m.players_some_only_text(), tone: "wait" };
    case "no-session-bus":
      return { title: m.players_no_bus(), sentence: m.players_no_bus_text(), tone: "alert" };
    case "not-on-this-system":
      return { title: m.players_not_here(), sentence: m.players_not_here_text(), tone: "alert" };
  }
}
