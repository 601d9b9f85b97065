import type { LoginView } from "../bindings";
import type { Backend } from "../backend/backend";
import { subscribe } from "./subscribe";

/** The login as this window knows it. */
export class Login {
  view = $state.raw<LoginView>();

  async follow(backend: Backend): Promise<void> {
    await subscribe(
      (listener) => backend.onLogin(listener),
      () => backend.login(),
      (view) => (this.view = view),
    );
  }
}
