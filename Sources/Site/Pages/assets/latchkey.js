// The one script that a page needs:
//
//   <script type="module" src="https://status.example/assets/latchkey.js"></script>
//   <latchkey-integrations user="anna"></latchkey-integrations>
//   <latchkey-connection provider="instagram" user="anna"></latchkey-connection>

// First of all: a personal link's secrets leave the address bar.
import "./fragment.js";
import { ConnectionElement } from "./element-connection.js";
import { IntegrationsElement } from "./element-integrations.js";

if (!customElements.get("latchkey-connection")) customElements.define("latchkey-connection", ConnectionElement);
if (!customElements.get("latchkey-integrations")) customElements.define("latchkey-integrations", IntegrationsElement);
