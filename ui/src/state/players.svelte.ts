import type { PlayersAvailability } from "../bindings";
import type { Backend } from "../backend/backend";
import { subscribe } from "./subscribe";

/** Whether this system's players can be seen, as this window knows it. */
export class Players {
  availability = $state.raw<PlayersAvailability>();

  async follow(backend: Backend): Promise<void> {
    await subscribe(
      (listener) => backend.onPlayersAvailability(listener),
      () => backend.playersAvailability(),
      (availability) => (this.availability = availability),
    );
  }
}
