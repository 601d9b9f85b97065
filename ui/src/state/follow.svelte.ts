import type { FollowSettings } from "../bindings";
import type { Backend } from "../backend/backend";
import { subscribe } from "./subscribe";

/** The app never leaves a field out. */
export type WholeFollow = Required<FollowSettings>;

/** What is followed, as this window knows it. */
export class Follow {
  view = $state.raw<WholeFollow>();

  async follow(backend: Backend): Promise<void> {
    await subscribe(
      (listener) => backend.onFollow(listener),
      () => backend.follow(),
      (view) => (this.view = view as WholeFollow),
    );
  }
}
