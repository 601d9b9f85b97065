import type { FilesView } from "../bindings";
import type { Backend } from "../backend/backend";
import { subscribe } from "./subscribe";

/** The files that are written, as this window knows them. */
export class Files {
  view = $state.raw<FilesView>();

  async follow(backend: Backend): Promise<void> {
    await subscribe(
      (listener) => backend.onFiles(listener),
      () => backend.files(),
      (view) => (this.view = view),
    );
  }
}
