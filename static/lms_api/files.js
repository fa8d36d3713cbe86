// How much of the file has gone, and a field that shows where to drop it. The form works without.

for (const input of document.querySelectorAll("input[data-drop]")) {
  for (const name of ["dragenter", "dragover"]) {
    input.addEventListener(name, () => input.classList.add("is-over"));
  }
  for (const name of ["dragleave", "drop"]) {
    input.addEventListener(name, () => input.classList.remove("is-over"));
  }
}

const send = (form) => {
  const block = form.querySelector("[data-upload-bar]");
  const bar = block.querySelector("progress");
  const percent = block.querySelector("[data-upload-percent]");
  const request = new XMLHttpRequest();
  request.open("POST", window.location.href);
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    bar.value = Math.floor((event.loaded / event.total) * 100);
    percent.textContent = `${bar.value}%`;
  });
  // the answer to a good file is the page of that file; all else is shown the plain way
  request.addEventListener("load", () => {
    const moved = new URL(request.responseURL, window.location.href);
    if (request.status === 200 && moved.pathname !== window.location.pathname) {
      window.location.assign(moved);
    } else {
      form.submit();
    }
  });
  request.addEventListener("error", () => form.submit());
  block.hidden = false;
  request.send(new FormData(form));
};

for (const form of document.querySelectorAll("form[data-upload]")) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !form.querySelector("input[type=file]").files.length) return;
    event.preventDefault();
    send(form);
  });
}
