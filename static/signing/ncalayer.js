// Client of NCALayer (or of its emulator): one WebSocket, one request in flight, JSON text frames.
// Failures are NcaLayerError with a code; the page has the words for each code.

const CONNECT_TIMEOUT_MS = 10_000;
const HEARTBEAT_MS = 10_000;

export class NcaLayerError extends Error {
  /** @param {string} code one of the codes for which the page has a text */
  constructor(code, details = "") {
    super(details || code);
    this.code = code;
    this.details = details;
  }
}

/** What the browser says about pages reaching programs on this computer: granted, prompt, denied. */
export async function loopbackPermission() {
  for (const name of ["loopback-network", "local-network-access"]) {
    try {
      return (await navigator.permissions.query({ name })).state;
    } catch {
      // This browser does not know the permission: then it does not ask either.
    }
  }
  return "granted";
}

export class NcaLayer {
  #url;
  #socket = null;
  #waiting = null;
  #heartbeat = 0;

  constructor(url) {
    this.#url = url;
  }

  /** Open the connection; resolves after the greeting. */
  async connect() {
    if ((await loopbackPermission()) === "denied") {
      throw new NcaLayerError("permission_denied");
    }
    await new Promise((resolve, reject) => {
      let socket;
      try {
        socket = new WebSocket(this.#url);
      } catch (error) {
        reject(new NcaLayerError("not_running", String(error)));
        return;
      }
      const refuse = (code) => {
        clearTimeout(timer);
        reject(new NcaLayerError(code));
      };
      const timer = setTimeout(() => {
        refuse("not_running");
        socket.close();
      }, CONNECT_TIMEOUT_MS);
      socket.onerror = () => refuse("not_running");
      socket.onclose = () => refuse("not_running");
      socket.onmessage = () => {
        clearTimeout(timer);
        this.#adopt(socket);
        resolve();
      };
    });
  }

  /**
   * Sign bytes (base64) as detached CMS.
   * @param {{data: string, iin: string, bin: string, usages: string[], anyAuthority: boolean, locale: string}} wanted
   * @returns {Promise<string>} the CMS, base64 without armour
   */
  async sign({ data, iin, bin, usages, anyAuthority, locale }) {
    const signerParams = { extKeyUsageOids: usages };
    if (iin) signerParams.iin = iin;
    if (bin) signerParams.bin = bin;
    if (anyAuthority) signerParams.chain = [];
    const answer = await this.#ask({
      module: "kz.gov.pki.knca.basics",
      method: "sign",
      args: {
        allowedStorages: null,
        format: "cms",
        data,
        signingParams: { decode: true, encapsulate: false, digested: false, tsaProfile: {} },
        signerParams,
        locale,
      },
    });
    if (answer.errorCode === "MODULE_NOT_FOUND") throw new NcaLayerError("module_not_found");
    if (answer.status !== true) throw failure(answer);
    const result = answer.body?.result;
    if (result === undefined || result.length === 0) throw new NcaLayerError("cancelled");
    return withoutArmour(Array.isArray(result) ? result[0] : result);
  }

  close() {
    clearInterval(this.#heartbeat);
    if (this.#socket) {
      this.#socket.onclose = null;
      this.#socket.close();
      this.#socket = null;
    }
  }

  #adopt(socket) {
    this.#socket = socket;
    socket.onerror = null;
    socket.onmessage = (event) => this.#settle((waiting) => waiting.resolve(event.data));
    socket.onclose = () => {
      clearInterval(this.#heartbeat);
      this.#settle((waiting) => waiting.reject(new NcaLayerError("connection_lost")));
      this.#socket = null;
    };
    this.#heartbeat = setInterval(() => socket.send("--heartbeat--"), HEARTBEAT_MS);
  }

  #settle(how) {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) how(waiting);
  }

  async #ask(request) {
    if (!this.#socket) throw new NcaLayerError("connection_lost");
    if (this.#waiting) throw new NcaLayerError("busy");
    const text = await new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.send(JSON.stringify(request));
    });
    try {
      return JSON.parse(text);
    } catch {
      throw new NcaLayerError("failed", "NCALayer: not JSON");
    }
  }
}

function failure(answer) {
  if (answer.details === "KEY_NOT_FOUND") return new NcaLayerError("no_key");
  if (answer.code === "USER_CANCELED") return new NcaLayerError("cancelled");
  return new NcaLayerError("failed", [answer.code, answer.message].filter(Boolean).join(": "));
}

/** NCALayer may wrap the CMS in lines of PEM. */
function withoutArmour(text) {
  return text.replace(/-----(BEGIN|END) CMS-----/g, "").replace(/\s+/g, "");
}
