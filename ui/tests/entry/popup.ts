import { FakeBackend } from "../../src/backend/fake";
import Popup from "../../src/popup/Popup.svelte";
import { open } from "../../src/shared/open";

// Pages of the tests only: what is shipped is built from ui/index.html and ui/settings.html.
window.__fake = new FakeBackend();
void open(Popup, window.__fake);
