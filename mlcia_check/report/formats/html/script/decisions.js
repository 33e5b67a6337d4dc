/** Decisions about papers: noted in a paper's form, kept by the browser, saved as waivers.yaml. */
function noteDecisions(desk, details) {
  const form = find("form", desk);
  const name = form.elements.by;
  const status = find("[role=status]", desk);
  const saved = JSON.parse(desk.dataset.saved);
  const store = browserStore();
  const keyOf = (id, sha256) => `mlcia-check decision ${id} ${sha256}`;
  const savedByKey = new Map(saved.decisions?.map((one) => [keyOf(one.paper, one.sha256), one]));
  const papers = all("article[data-sha256]", details).map((element) => {
    const { id, sha256 } = element.dataset;
    const key = keyOf(id, sha256);
    return { element, id, sha256, key, saved: savedByKey.get(key), noted: kept(key) };
  });

  desk.hidden = false;
  name.value = store.get("mlcia-check name") ?? "";
  name.addEventListener("input", () => store.set("mlcia-check name", name.value));
  for (const paper of papers.filter((one) => one.noted)) {
    if (isSaved(paper, paper.noted)) forget(paper);
    showInTable(paper);
  }
  tell();
  find(".unkept", desk).hidden = store.isKept;
  details.addEventListener("paperopen", (event) => addForm(event.target));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    download(yaml(decided()), "waivers.yaml");
    status.textContent = status.dataset.saved;
  });

  /** A paper gets its form when it is opened: ten thousand forms would slow the page down. */
  function addForm(article) {
    const paper = papers.find((one) => one.element === article);
    if (!paper || find(".decision", article)) return;
    find("footer", article).before(find("#decision-form").content.cloneNode(true));
    const own = find(".decision", article);
    const { decision = "", note = "" } = paper.noted ?? paper.saved ?? {};
    own.elements.decision.value = decision;
    own.elements.note.value = note;
    own.elements.note.disabled = decision === "";
    own.addEventListener("submit", (event) => event.preventDefault());
    own.addEventListener("input", () => {
      own.elements.note.disabled = own.elements.decision.value === "";
      keep(paper, { decision: own.elements.decision.value, note: own.elements.note.value.trim(), when: today() });
    });
  }

  /** What the browser keeps under a key; null for anything that this page did not write. */
  function kept(key) {
    try {
      const { decision, note, when } = JSON.parse(store.get(key));
      return ["", "reject", "ask", "fine"].includes(decision) ? { decision, note: `${note}`, when: `${when}` } : null;
    } catch {
      return null;
    }
  }

  function keep(paper, noted) {
    if (isSaved(paper, noted)) forget(paper);
    else {
      paper.noted = noted;
      store.set(paper.key, JSON.stringify(noted));
    }
    showInTable(paper);
    tell();
  }

  function forget(paper) {
    paper.noted = null;
    store.remove(paper.key);
  }

  function isSaved(paper, { decision, note }) {
    return decision === (paper.saved?.decision ?? "") && (!decision || note === (paper.saved?.note ?? ""));
  }

  function showInTable(paper) {
    const cell = document.getElementById(paper.element.id.replace("paper", "row"));
    const decision = (paper.noted ?? paper.saved)?.decision;
    if (cell) find(".decided", cell).textContent = decision ? desk.dataset[decision] : "";
  }

  function tell() {
    const number = papers.filter((paper) => paper.noted).length;
    const text = number === 1 ? status.dataset.one : status.dataset.many;
    status.textContent = text.replace("{n}", number.toLocaleString(document.documentElement.lang));
  }

  /** What the file is to say: all that it says already, and what was noted since. */
  function decided() {
    const by = name.value.trim();
    const noted = papers.filter((paper) => paper.noted);
    const ids = new Set(noted.map((paper) => paper.id));
    const takenBack = noted.filter((paper) => paper.saved?.decision === "fine" && paper.noted.decision !== "fine");
    const decisions = (saved.decisions ?? []).filter((one) => !ids.has(one.paper));
    const waivers = (saved.waivers ?? []).filter((one) => !takenBack.some((paper) => belongsTo(one, paper)));
    for (const { id, sha256, element, noted: one } of noted) {
      const rest = { by, when: one.when, sha256 };
      if (one.decision) decisions.push({ paper: id, decision: one.decision, ...rest, note: one.note || undefined });
      if (one.decision !== "fine") continue;
      for (const rule of element.dataset.open.split(" ").filter(Boolean)) {
        waivers.push({ paper: id, rule, reason: one.note || desk.dataset.fine, ...rest });
      }
    }
    return { decisions, waivers };
  }

  /** Whether a waiver was made together with the decision "fine" about this paper. */
  function belongsTo(waiver, { id, sha256, saved: { by, when } }) {
    return waiver.paper === id && waiver.sha256 === sha256 && waiver.by === by && waiver.when === when && !waiver.page;
  }

  function yaml(lists) {
    const lines = [desk.dataset.head];
    for (const [key, items] of Object.entries(lists)) {
      if (items.length) lines.push(`${key}:`);
      for (const item of items) {
        const pairs = Object.entries(item).filter(([, value]) => value !== undefined && value !== null);
        lines.push(...pairs.map(([word, value], at) => `${at ? " " : "-"} ${word}: ${quoted(value)}`));
      }
    }
    return `${lines.join("\n")}\n`;
  }
}

/** A text or number in YAML: JSON's quotes are YAML's, but for characters that YAML takes escaped only. */
function quoted(value) {
  const escape = (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(/[\x7f-\x9f\u2028\u2029\ufeff\ufff0-\uffff]/g, escape);
}

function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function download(text, file) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/yaml" }));
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}

/** The browser's memory for this page; where it is not allowed, a memory that ends with the page. */
function browserStore() {
  try {
    localStorage.setItem("mlcia-check test", "");
    localStorage.removeItem("mlcia-check test");
  } catch {
    const memory = new Map();
    return {
      isKept: false,
      get: (key) => memory.get(key) ?? null,
      set: (key, value) => memory.set(key, value),
      remove: (key) => memory.delete(key),
    };
  }
  return {
    isKept: true,
    get: (key) => localStorage.getItem(key),
    set: (key, value) => localStorage.setItem(key, value),
    remove: (key) => localStorage.removeItem(key),
  };
}
