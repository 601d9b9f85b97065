import type { Replies, ReplyPreview } from "../../bindings";
import type { Backend, Refusal } from "../../backend/backend";

/** The messages as they stand in the fields, and what a chat would read. */
export class RepliesForm {
  draft = $state<Replies>();
  preview = $state.raw<ReplyPreview>();
  #backend: Backend;
  #asked = 0;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  async open(): Promise<void> {
    this.draft = await this.#backend.replies();
  }

  /** Asks what the messages would be now. An answer that a later question has overtaken is dropped. */
  async refresh(): Promise<void> {
    if (!this.draft) return;
    const asked = ++this.#asked;
    const preview = await this.#backend.previewReplies({ ...this.draft });
    if (asked === this.#asked) this.preview = preview;
  }

  async save(): Promise<Refusal> {
    return this.draft ? this.#backend.setReplies({ ...this.draft }) : null;
  }
}
