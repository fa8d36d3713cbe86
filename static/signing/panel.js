// The signing panel: connecting → choose a key → signing → checking → done, each failure with its
// own words. Every text stands in the page (<template data-signing-text="…">), in its language.

import { NcaLayer, NcaLayerError, loopbackPermission } from "./ncalayer.js";

class SigningPanel {
  constructor(root) {
    this.root = root;
    this.status = root.querySelector("[data-signing-status]");
    this.problem = root.querySelector("[data-signing-problem]");
    this.button = root.querySelector("[data-signing-start]");
    this.button.addEventListener("click", () => this.start());
    this.button.disabled = false;
  }

  async start() {
    this.button.disabled = true;
    this.problem.hidden = true;
    const layer = new NcaLayer(this.root.dataset.ncalayerUrl);
    try {
      this.say((await loopbackPermission()) === "prompt" ? "allow" : "connecting");
      await layer.connect();
      const data = await this.fetchBytes();
      this.say("choosing");
      const cms = await layer.sign({
        data,
        iin: this.root.dataset.iin,
        bin: this.root.dataset.bin,
        usages: this.root.dataset.usages.split(","),
        anyAuthority: this.root.dataset.anyAuthority === "yes",
        locale: this.root.dataset.locale,
      });
      this.say("verifying");
      const address = await this.send(cms);
      this.say("done");
      window.location.assign(address);
    } catch (error) {
      this.fail(error);
    } finally {
      layer.close();
    }
  }

  async fetchBytes() {
    const answer = await this.request(this.root.dataset.bytesUrl, {});
    if (!answer.ok) throw await refusal(answer);
    return base64(new Uint8Array(await answer.arrayBuffer()));
  }

  async send(cms) {
    const form = new URLSearchParams({ document: this.root.dataset.document, cms });
    const token = this.root.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await this.request(this.root.dataset.postUrl, {
      method: "POST",
      body: form,
      headers: { "X-CSRFToken": token },
    });
    if (!answer.ok) throw await refusal(answer);
    return (await answer.json()).redirect;
  }

  async request(url, options) {
    const headers = { Accept: "application/json", ...options.headers };
    try {
      return await fetch(url, { credentials: "same-origin", ...options, headers });
    } catch {
      throw new NcaLayerError("network");
    }
  }

  say(state) {
    this.root.dataset.state = state;
    this.status.textContent = this.text(state);
  }

  fail(error) {
    const code = error instanceof NcaLayerError ? error.code : "failed";
    this.root.dataset.state = "failed";
    this.root.dataset.problem = code;
    this.status.textContent = "";
    const known = code === "refused" ? error.details : this.text(code) || this.text("failed");
    const details = code === "failed" ? ` ${error.details ?? error.message}` : "";
    this.problem.querySelector("[data-signing-reason]").textContent = known + details;
    this.problem.hidden = false;
    this.problem.focus();
    this.button.disabled = false;
    this.button.textContent = this.text("retry");
  }

  text(name) {
    const template = this.root.querySelector(`template[data-signing-text="${name}"]`);
    return template ? template.content.textContent.trim() : "";
  }
}

/** The portal's own words for why it does not take the signature. */
async function refusal(answer) {
  const type = answer.headers.get("Content-Type") ?? "";
  if (!type.includes("json")) {
    return new NcaLayerError(answer.status === 403 || answer.redirected ? "signed_out" : "network");
  }
  return new NcaLayerError("refused", (await answer.json()).message);
}

function base64(bytes) {
  let text = "";
  for (let start = 0; start < bytes.length; start += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(text);
}

for (const root of document.querySelectorAll("[data-signing-panel]")) new SigningPanel(root);
