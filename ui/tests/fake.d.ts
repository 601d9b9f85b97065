import type { FakeBackend } from "../src/backend/fake";

declare global {
  interface Window {
    __fake: FakeBackend;
  }
}
