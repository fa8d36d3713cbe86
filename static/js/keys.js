// One-key shortcuts of lists and records. By place on the keyboard (event.code), so that the
// Kazakh, Russian and Latin layouts work alike; silent in fields; switched off in the profile.

const typing = "input:not([type='checkbox']), select, textarea, [contenteditable]";
const rows = () => [...document.querySelectorAll(".table tbody tr")];

function present() {
  return rows().find((row) => row.hasAttribute("data-here"));
}

function step(by) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(present());
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
  all.forEach((row) => row.removeAttribute("data-here"));
  next.setAttribute("data-here", "");
  const link = next.querySelector("a, input");
  link?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function follow(selector, scope = document) {
  scope?.querySelector(selector)?.click();
}

const moves = {
  KeyJ: () => step(1),
  KeyK: () => step(-1),
  KeyX: () => follow("input[name='selected']", present()),
  KeyO: () => follow("a", present()),
  BracketLeft: () => follow("a[data-key='previous']"),
  BracketRight: () => follow("a[data-key='next']"),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  if (event.target.closest?.(typing) || document.querySelector("dialog[open]")) return;
  let move = event.shiftKey ? null : moves[event.code];
  if (event.code === "Slash") {
    move = event.shiftKey
      ? () => document.getElementById("keys")?.showModal()
      : () => {
          const list = ".filters input:not([type='hidden'])";
          const box = document.querySelector("[data-search]") ?? document.querySelector(list);
          box?.focus();
          box?.select?.();
        };
  }
  if (!move) return;
  event.preventDefault();
  move();
});
