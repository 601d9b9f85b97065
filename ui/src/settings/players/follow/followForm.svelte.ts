import { untrack } from "svelte";
import type { CommandError } from "../../../bindings";
import type { Backend, Refusal } from "../../../backend/backend";
import type { WholeFollow } from "../../../state/follow.svelte";

type Edit = (follow: WholeFollow) => WholeFollow;

/** What is followed as it is shown: ahead of the app while a change is on its way to it. */
export class FollowForm {
  settings: WholeFollow;
  error = $state.raw<CommandError | null>(null);
  #backend: Backend;
  #accepted: WholeFollow;
  #underway = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(backend: Backend, view: WholeFollow) {
    this.#backend = backend;
    this.#accepted = view;
    this.settings = $state.raw(view);
  }

  /** Takes over what the app says. */
  follow(view: WholeFollow): void {
    untrack(() => {
      this.#accepted = view;
      if (this.#underway === 0) this.settings = view;
    });
  }

  change(edit: Edit): Promise<void> {
    return this.#save(edit, (follow) => this.#backend.setFollow(follow));
  }

  pin(app: string | null): Promise<void> {
    return this.#save(
      (follow) => ({ ...follow, pinned: app }),
      () => this.#backend.pinFollowed(app),
    );
  }

  /** One after the other, each on top of what the app has accepted: no change undoes another one. */
  #save(edit: Edit, send: (follow: WholeFollow) => Promise<Refusal>): Promise<void> {
    this.settings = edit(this.settings);
    this.#underway++;
    const saved = this.#last.then(async () => {
      const follow = edit(this.#accepted);
      this.error = await send(follow);
      if (!this.error) this.#accepted = follow;
      if (--this.#underway === 0) this.settings = this.#accepted;
    });
    this.#last = saved;
    return saved;
  }
}
