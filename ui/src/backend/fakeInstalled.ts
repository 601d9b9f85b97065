import type {
  BackgroundSettings,
  BackgroundView,
  HealthReport,
  HealthRow,
  OnClose,
  UpdateState,
  UpdateView,
} from "../bindings";
import type { Outcome, Refusal } from "./backend";
import { FakeListening } from "./fakeListening";
import { Topic } from "./fakeTopic";

const PARTS: HealthRow["part"][] = ["login", "source", "overlay", "files", "updates"];
const unused = (part: HealthRow["part"]): HealthRow => ({
  part,
  condition: "off",
  last_success: null,
  next_attempt: null,
  cause: null,
  remedy: null,
});

/** The part of the fake app that lives in the background, keeps itself up to date and tells how it is. */
export class FakeInstalled extends FakeListening {
  #updatesTopic = new Topic<UpdateView>();
  #healthTopic = new Topic<HealthReport>();
  #closingTopic = new Topic<null>();
  #updatesAskedTopic = new Topic<null>();

  backgroundView: BackgroundView = { settings: { on_close: "ask", start_hidden: true }, at_login: false };
  updateView: UpdateView = {
    version: "0.1.0",
    channel: "stable",
    enabled: true,
    checked_at: null,
    next_at: null,
    state: { status: "idle", verdict: { code: "not-checked" } },
  };
  healthReport: HealthReport = { rows: PARTS.map(unused) };
  /** The report for whoever helps the user. */
  reportText = "Songplate 0.1.0\nlogin: not in use";

  setUpdates(part: Partial<UpdateView>): void {
    this.updateView = { ...this.updateView, ...part };
    this.#updatesTopic.emit(this.updateView);
  }

  setHealth(...rows: HealthRow[]): void {
    this.healthReport = {
      rows: PARTS.map((part) => rows.find((row) => row.part === part) ?? unused(part)),
    };
    this.#healthTopic.emit(this.healthReport);
  }

  /** The user wants to see the section on updates. */
  askUpdates(): void {
    this.#updatesAskedTopic.emit(null);
  }

  /** The user closes the last window for the first time. */
  askClosing(): void {
    this.#closingTopic.emit(null);
  }

  background = async () => structuredClone(this.backgroundView);

  async setBackground(settings: BackgroundSettings): Promise<Refusal> {
    const refusal = this.called("setBackground", settings);
    if (!refusal) this.backgroundView = { ...this.backgroundView, settings: { ...settings } };
    return refusal;
  }

  async setStartAtLogin(atLogin: boolean): Promise<Refusal> {
    const refusal = this.called("setStartAtLogin", atLogin);
    if (!refusal) this.backgroundView = { ...this.backgroundView, at_login: atLogin };
    return refusal;
  }

  onUpdatesAsked = (listener: () => void) => this.#updatesAskedTopic.listen(() => listener());

  async openUpdates(): Promise<void> {
    this.called("openUpdates");
  }

  onClosingAsked = (listener: () => void) => this.#closingTopic.listen(() => listener());

  async closeAs(onClose: OnClose): Promise<void> {
    this.called("closeAs", onClose);
  }

  async keepWindow(): Promise<void> {
    this.called("keepWindow");
  }

  updates = async () => structuredClone(this.updateView);
  onUpdates = (listener: (view: UpdateView) => void) => this.#updatesTopic.listen(listener);

  async setUpdateChannel(channel: UpdateView["channel"]): Promise<Refusal> {
    const refusal = this.called("setUpdateChannel", channel);
    if (!refusal) this.setUpdates({ channel, checked_at: null });
    return refusal;
  }

  async setUpdatesEnabled(enabled: boolean): Promise<Refusal> {
    const refusal = this.called("setUpdatesEnabled", enabled);
    const idle: UpdateState = { status: "idle", verdict: { code: "not-checked" } };
    if (!refusal) this.setUpdates({ enabled, next_at: null, state: enabled ? idle : { status: "off" } });
    return refusal;
  }

  async checkForUpdates(): Promise<void> {
    this.called("checkForUpdates");
    this.setUpdates({ state: { status: "checking" } });
  }

  async installUpdate(): Promise<void> {
    this.called("installUpdate");
    const { state } = this.updateView;
    if (state.status === "offered") {
      this.setUpdates({ state: { status: "downloading", version: state.version, done: 0, total: null } });
    }
    if (state.status === "ready")
      this.setUpdates({ state: { status: "installing", version: state.version } });
  }

  async installUpdateLater(): Promise<void> {
    this.called("installUpdateLater");
    const { state } = this.updateView;
    const waits_for = this.snapshotView.listening ? "stop" : "quit";
    if (state.status === "ready") this.setUpdates({ state: { ...state, waits_for } });
  }

  async cancelUpdate(): Promise<void> {
    this.called("cancelUpdate");
    const { state } = this.updateView;
    if (state.status === "downloading") {
      this.setUpdates({ state: { status: "offered", version: state.version, notes: "", date: null } });
    }
  }

  health = async () => structuredClone(this.healthReport);
  onHealth = (listener: (report: HealthReport) => void) => this.#healthTopic.listen(listener);

  async copyReport(): Promise<Outcome<string>> {
    const refusal = this.called("copyReport");
    return refusal ? { refusal } : { value: this.reportText };
  }
}
