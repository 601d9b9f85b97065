import type { Notice } from "../bindings";
import type { Backend } from "../backend/backend";
import { subscribe } from "./subscribe";

/** What the app has to tell besides its status, oldest first. */
export class Notices {
  all = $state.raw<Notice[]>([]);

  async follow(backend: Backend): Promise<void> {
    await subscribe(
      (listener) => backend.onNotices(listener),
      () => backend.notices(),
      (notices) => (this.all = notices),
    );
  }
}
