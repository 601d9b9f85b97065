import { FakeBackend } from "../../src/backend/fake";
import Settings from "../../src/settings/Settings.svelte";
import { open } from "../../src/shared/open";

// Pages of the tests only: what is shipped is built from ui/index.html and ui/settings.html.
window.__fake = new FakeBackend();
void open(Settings, window.__fake);
