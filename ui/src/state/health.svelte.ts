import type { HealthReport } from "../bindings";
import type { Backend } from "../backend/backend";
import { subscribe } from "./subscribe";

/** How the parts of the program are, as this window knows it. */
export class Health {
  report = $state.raw<HealthReport>();

  async follow(backend: Backend): Promise<void> {
    await subscribe(
      (listener) => backend.onHealth(listener),
      () => backend.health(),
      (report) => (this.report = report),
    );
  }
}
