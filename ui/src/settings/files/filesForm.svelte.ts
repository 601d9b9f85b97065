import { untrack } from "svelte";
import type { FilesSettings, FilesView, TextFile } from "../../bindings";
import type { Backend, Refusal } from "../../backend/backend";
import { freeName, nameFault, type NameFault } from "./fileName";

/** A text file as it stands in the fields. */
export type Row = TextFile & { key: number };

type Edit = (settings: FilesSettings) => FilesSettings;

const sameTexts = (rows: readonly TextFile[], texts: readonly TextFile[]) =>
  rows.length === texts.length &&
  rows.every((row, index) => row.name === texts[index]?.name && row.template === texts[index]?.template);

/**
 * The files as they stand in the fields. What can be used is saved at once; what the app refuses stays in its field
 * and keeps nothing else from being saved.
 */
export class FilesForm {
  /** What was chosen; ahead of the app while a change is on its way to it. */
  settings: FilesSettings;
  folder: string;
  rows: Row[];
  #backend: Backend;
  #accepted: FilesSettings;
  #folder: string;
  #keys = 0;
  #underway = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(backend: Backend, view: FilesView) {
    this.#backend = backend;
    this.#accepted = view.settings;
    this.#folder = view.folder;
    this.settings = $state.raw(view.settings);
    this.folder = $state(view.folder);
    this.rows = $state(this.#toRows(view.settings.texts));
  }

  /** Takes over what the app says, except where the user has begun to write something else. */
  follow(view: FilesView): void {
    untrack(() => {
      if (this.folder === this.#folder) this.folder = view.folder;
      if (sameTexts(this.rows, this.#accepted.texts) && !sameTexts(this.rows, view.settings.texts)) {
        this.rows = this.#toRows(view.settings.texts);
      }
      this.#folder = view.folder;
      this.#accepted = view.settings;
      if (this.#underway === 0) this.settings = view.settings;
    });
  }

  /** Why a row's name cannot be used. */
  fault(row: Row): NameFault | null {
    return nameFault(
      row.name,
      this.rows.filter((other) => other.key !== row.key).map((other) => other.name),
    );
  }

  change(part: Partial<FilesSettings>): Promise<Refusal> {
    return this.#save((settings) => ({ ...settings, ...part }));
  }

  /** `null` for the default folder. */
  async saveFolder(folder: string | null): Promise<Refusal> {
    const refused = await this.change({ folder });
    if (!refused) this.folder = this.#folder;
    return refused;
  }

  /** Saves the text files, once every name can be used. */
  async saveTexts(): Promise<Refusal> {
    if (this.rows.some((row) => this.fault(row))) return null;
    const texts = this.rows.map(({ name, template }) => ({ name, template }));
    return sameTexts(texts, this.#accepted.texts) ? null : this.change({ texts });
  }

  async addText(): Promise<Refusal> {
    const row = { key: this.#keys++, name: freeName(this.rows.map(({ name }) => name)), template: "[SONG]" };
    this.rows = [...this.rows, row];
    const refused = await this.saveTexts();
    if (refused) this.rows = this.rows.filter(({ key }) => key !== row.key);
    return refused;
  }

  removeText(row: Row): Promise<Refusal> {
    this.rows = this.rows.filter(({ key }) => key !== row.key);
    return this.saveTexts();
  }

  #toRows(texts: readonly TextFile[]): Row[] {
    return texts.map((text) => ({ ...text, key: this.#keys++ }));
  }

  /** One after the other, each on top of what the app has accepted: no change undoes another one. */
  #save(edit: Edit): Promise<Refusal> {
    this.settings = edit(this.settings);
    this.#underway++;
    const saved = this.#last.then(() => this.#send(edit));
    this.#last = saved;
    return saved;
  }

  async #send(edit: Edit): Promise<Refusal> {
    const settings = edit(this.#accepted);
    const refused = await this.#backend.setFiles(settings);
    if (!refused) this.#accepted = settings;
    if (--this.#underway === 0) this.settings = this.#accepted;
    return refused;
  }
}
