"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const find = (id) => document.getElementById(id);
  const tools = find("tools");
  if (!tools) return;

  const stages = new Map();
  for (const row of document.querySelectorAll("tr.stage")) stages.set(row.dataset.id, row);
  const deadlines = [...document.querySelectorAll("tr.deadline")];
  const drawn = [...document.querySelectorAll(".picture g.milestone[data-id]")];
  const fields = ["words", "path", "owner", "committee"].map(find).filter(Boolean);
  const chain = find("chain");
  const said = find("said");
  const links = find("links");
  const titleOf = (row) => row.cells[0].firstChild.textContent.trim();

  /* The filter. */
  const wanted = (row) => fields.every((field) => {
    const value = field.value.trim().toLocaleLowerCase();
    if (!value) return true;
    if (field.id === "words") return row.textContent.toLocaleLowerCase().includes(value);
    return row.dataset[field.id].toLocaleLowerCase() === value;
  });

  const filter = () => {
    let shown = 0;
    for (const row of stages.values()) {
      row.hidden = !wanted(row);
      if (!row.hidden) shown += 1;
    }
    let kept = 0;
    for (const row of deadlines) {
      row.hidden = !wanted(row);
      if (!row.hidden) kept += 1;
    }
    for (const mark of drawn) {
      const row = stages.get(mark.dataset.id);
      mark.classList.toggle("aside", Boolean(row) && row.hidden);
    }
    const counted = [];
    if (stages.size) counted.push(`${shown} of ${stages.size} steps`);
    if (deadlines.length) counted.push(`${kept} of ${deadlines.length} dates`);
    const filtered = fields.some((field) => field.value.trim());
    return filtered && counted.length ? `Shown: ${counted.join(" and ")}.` : "";
  };

  /* The driving chain of a milestone: what its date comes from, what that comes from, and so on. */
  const driving = (id) => {
    const found = new Set([id]);
    for (const at of found) {
      for (const before of stages.get(at).dataset.driven.split(" ")) if (stages.has(before)) found.add(before);
    }
    return found;
  };

  const date = (row) => row.dataset.day;

  /* A row of the picture in the chain has a band behind it and a bar before it. */
  const light = (mark, inside) => {
    mark.classList.toggle("chained", inside);
    const band = mark.querySelector(".band");
    if (!inside && band) band.remove();
    if (!inside || band) return;
    const box = mark.getBBox();
    const right = mark.ownerSVGElement.viewBox.baseVal.width - 3;
    const made = document.createElementNS(SVG, "g");
    made.setAttribute("class", "band");
    const [top, high] = [box.y - 1.5, box.height + 3];
    for (const edge of [right, 7]) {
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("d", `M3 ${top}H${edge}v${high}H3z`);
      made.append(path);
    }
    mark.prepend(made);
  };

  const follow = () => {
    const id = chain ? chain.value : "";
    const found = id ? driving(id) : new Set();
    for (const [other, row] of stages) {
      const inside = found.has(other);
      row.classList.toggle("chained", inside);
      const word = row.querySelector(".chained-word");
      if (inside && !word) {
        const mark = document.createElement("span");
        mark.className = "chained-word";
        mark.textContent = "▸ in the chain";
        row.cells[0].append(mark);
      } else if (!inside && word) word.remove();
      const button = row.querySelector(".follow");
      if (button) button.setAttribute("aria-pressed", String(other === id));
    }
    for (const mark of drawn) light(mark, found.has(mark.dataset.id));
    links.replaceChildren();
    links.hidden = !id;
    if (!id) return "";
    const rows = [...found].reverse().filter((other) => other !== id).map((other) => stages.get(other));
    rows.sort((one, other) => (date(one) < date(other) ? -1 : date(one) > date(other) ? 1 : 0));
    for (const row of [...rows, stages.get(id)]) {
      const link = document.createElement("a");
      link.href = `#${row.id}`;
      link.textContent = titleOf(row);
      const item = document.createElement("li");
      item.append(link, `, ${row.dataset.when}`);
      links.append(item);
    }
    return `‘${titleOf(stages.get(id))}’ is driven by ${rows.length} ${rows.length === 1 ? "step" : "steps"}:`;
  };

  const update = () => {
    said.textContent = [filter(), follow()].filter(Boolean).join(" ");
  };

  const choose = (id) => {
    if (!chain || ![...chain.options].some((option) => option.value === id)) return;
    chain.value = chain.value === id ? "" : id;
    update();
  };

  for (const [id, row] of stages) {
    if (!chain || !row.dataset.driven) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "follow";
    button.textContent = "Chain";
    button.setAttribute("aria-label", `Chain of ${titleOf(row)}`);
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => choose(id));
    row.cells[1].append(" ", button);
  }
  for (const mark of drawn) mark.addEventListener("click", () => choose(mark.dataset.id));
  for (const field of fields) field.addEventListener("input", update);
  if (chain) chain.addEventListener("input", update);
  tools.addEventListener("keydown", (event) => {
    if (event.key === "Escape") find("clear").click();
  });
  find("clear").addEventListener("click", () => {
    for (const field of [...fields, chain]) if (field) field.value = "";
    update();
  });
  /* A link leads to its stage also where the filter has put that aside. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#m-']");
    const row = link && find(link.hash.slice(1));
    if (!row || !row.hidden) return;
    for (const field of fields) field.value = "";
    update();
  });
  tools.hidden = false;
})();
