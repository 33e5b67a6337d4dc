/** The table: sorting, filtering, and the one paper that is open. */
function showPapers(papers, details) {
  const table = find("table", papers);
  const body = find("tbody", table);
  const tools = find("form", papers);
  const status = find("[role=status]", tools);
  const bar = find(".bar", details);
  const language = document.documentElement.lang;
  const wide = matchMedia("screen and (min-width: 75rem)");
  const gravity = ["fail", "unreadable", "review", "pass"];
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  const rows = all("tr", body).map((element, index) => ({
    element,
    index,
    number: element.id.slice("row-".length),
    link: find(".name a", element),
    verdict: element.dataset.verdict,
    pages: Number(element.dataset.pages),
    found: element.dataset.found.split(",").map(Number),
    rules: new Set(element.dataset.rules.trim().split(" ")),
  }));
  const fill = (text, values) =>
    text.replace(/\{(\w+)\}/g, (_, name) => values[name].toLocaleString(language));
  let order = rows;
  let shown = rows;
  let current = null;

  tools.hidden = bar.hidden = false;
  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.addEventListener("input", filter);
  find(".clear", tools).addEventListener("click", () => {
    tools.reset();
    tools.elements.words.focus();
    filter();
  });
  for (const link of all("a[data-rule]")) {
    link.addEventListener("click", () => {
      tools.elements.rule.value = link.dataset.rule;
      filter();
    });
  }
  for (const head of all("[data-sort]", table)) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head));
    head.append(button);
  }
  body.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(rowOf(link), true);
  });
  body.addEventListener("keydown", move);
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if ("close" in button.dataset) close();
    else step(Number(button.dataset.step));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && details.contains(document.activeElement)) close();
  });
  addEventListener("hashchange", follow);
  wide.addEventListener("change", arrange);
  sort(find("[data-sort=verdict]", table));
  // A browser that goes back to the page fills in what was asked for before.
  filter();
  if (!follow() && wide.matches) open(shown[0], false, false);

  /** Search, verdicts, rule and "errors only" together decide which rows are shown. */
  function filter() {
    const verdicts = new Set(all("[name=verdict]:checked", tools).map((box) => box.value));
    const rule = tools.elements.rule.value;
    const words = folded(tools.elements.words.value).split(/\s+/).filter(Boolean);
    const errors = tools.elements.errors.checked;
    document.documentElement.classList.toggle("errors-only", errors);
    const matches = (row) =>
      (!errors || row.found[0] > 0) &&
      (!verdicts.size || verdicts.has(row.verdict)) &&
      (!rule || row.rules.has(rule)) &&
      words.every((word) => textOf(row).includes(word));
    for (const row of rows) row.element.hidden = !matches(row);
    tell();
  }

  function tell() {
    shown = order.filter((row) => !row.element.hidden);
    const values = { shown: shown.length, all: rows.length };
    status.textContent = shown.length === rows.length ? status.dataset.all : fill(status.dataset.some, values);
    find(".clear", tools).hidden = shown.length === rows.length;
    find(".none", papers).hidden = shown.length > 0;
    place();
  }

  function folded(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  /** What a search looks at: the row and all that is said of the paper. Gathered when first asked for. */
  function textOf(row) {
    row.text ??= folded(`${row.element.textContent} ${articleOf(row).textContent}`);
    return row.text;
  }

  /** First click: the order that is wanted most (gravest, longest first); second: the other way round. */
  function sort(head) {
    const found = (a, b) => a.found.map((number, at) => number - b.found[at]).find(Boolean) ?? 0;
    const by = {
      verdict: (a, b) => gravity.indexOf(a.verdict) - gravity.indexOf(b.verdict) || found(b, a),
      id: (a, b) => collator.compare(cell(a, ".id"), cell(b, ".id")),
      name: (a, b) => collator.compare(a.link.textContent, b.link.textContent),
      pages: (a, b) => a.pages - b.pages,
      found,
    }[head.dataset.sort];
    const first = ["pages", "found"].includes(head.dataset.sort) ? "descending" : "ascending";
    const second = first === "ascending" ? "descending" : "ascending";
    const direction = head.getAttribute("aria-sort") === first ? second : first;
    for (const other of all("[aria-sort]", table)) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", direction);
    const sign = direction === "ascending" ? 1 : -1;
    order = [...rows].sort((a, b) => sign * by(a, b) || a.index - b.index);
    body.append(...order.map((row) => row.element));
    tell();
  }

  function cell(row, selector) {
    return find(selector, row.element)?.textContent ?? "";
  }

  function rowOf(element) {
    const { id } = element.closest("tr");
    return rows.find((row) => row.element.id === id);
  }

  function articleOf(row) {
    return document.getElementById(`paper-${row.number}`);
  }

  /** Arrows move between the rows that are shown; beside the table, the paper follows. */
  function move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = shown.indexOf(rowOf(event.target)) + step;
    const row = shown[Math.max(0, Math.min(shown.length - 1, at))];
    event.preventDefault();
    row.link.focus();
    if (wide.matches) open(row, false);
  }

  /** Show a paper; with `enter` the focus goes into it, with `record` the address names it. */
  function open(row, enter, record = true) {
    if (!row) return;
    if (current) {
      articleOf(current).classList.remove("open");
      current.element.removeAttribute("aria-current");
    }
    current = row;
    row.element.setAttribute("aria-current", "true");
    articleOf(row).classList.add("open");
    articleOf(row).dispatchEvent(new Event("paperopen", { bubbles: true }));
    details.scrollTop = 0;
    if (record) history.replaceState(null, "", `#paper-${row.number}`);
    place();
    arrange();
    if (enter) articleOf(row).focus({ preventScroll: true });
  }

  /** To a neighbour among the rows that are shown; the focus stays, so that its name is said. */
  function step(by) {
    open(shown[shown.indexOf(current) + by], false);
    find("[role=status]", bar).textContent = `${current.link.textContent}: ${cell(current, ".verdict")}`;
  }

  function close() {
    const row = current;
    if (!wide.matches) {
      articleOf(row).classList.remove("open");
      row.element.removeAttribute("aria-current");
      current = null;
      history.replaceState(null, "", "#papers");
      arrange();
    }
    row.link.focus();
  }

  /** Where the open paper stands among those shown. */
  function place() {
    const at = shown.indexOf(current);
    const [previous, next] = all("[data-step]", bar);
    previous.disabled = at < 1;
    next.disabled = at === shown.length - 1;
    const text = find(".position", bar);
    text.textContent = at < 0 ? "" : fill(text.dataset.text, { at: at + 1, all: shown.length });
  }

  /** Whatever a paper covers cannot be reached behind it. */
  function arrange() {
    const covered = !wide.matches && current !== null;
    document.documentElement.classList.toggle("covered", covered);
    for (const part of all("body > .top, main > :not(.desk), #papers")) part.inert = covered;
  }

  /** Open what the address names: a paper, or a finding or box in one. */
  function follow() {
    const number = /^#(?:paper|finding|box)-(\d+)/.exec(location.hash)?.[1];
    const row = rows.find((candidate) => candidate.number === number);
    if (!row) return false;
    if (row !== current) open(row, false, false);
    document.getElementById(location.hash.slice(1))?.focus({ preventScroll: location.hash.startsWith("#paper") });
    return true;
  }
}
