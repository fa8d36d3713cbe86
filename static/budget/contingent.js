// Totals of the application's tables while one types. The server counts them too.

const number = (input) => {
  const value = Number.parseInt(input.value, 10);
  return Number.isInteger(value) && value > 0 ? value : 0;
};

const recount = (table) => {
  const columns = [];
  let total = 0;
  for (const row of table.tBodies[0].rows) {
    let sum = 0;
    row.querySelectorAll("input").forEach((input, place) => {
      sum += number(input);
      columns[place] = (columns[place] ?? 0) + number(input);
    });
    row.querySelector("[data-row-total]").value = sum;
    total += sum;
  }
  table.querySelectorAll("[data-column-total]").forEach((output, place) => {
    output.value = columns[place] ?? 0;
  });
  table.querySelector("[data-total]").value = total;
};

for (const table of document.querySelectorAll("[data-contingent]")) {
  table.addEventListener("input", () => recount(table));
  recount(table);
}
