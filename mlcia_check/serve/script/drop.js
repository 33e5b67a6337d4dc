document.addEventListener("DOMContentLoaded", () => takePapers(document.getElementById("drop")));

/** Take papers that are dropped on the page or chosen, send each to where the page came from, open the report. */
function takePapers(form) {
  const files = form.querySelector("#drop-files");
  const pack = form.querySelector("#drop-pack");
  const sent = form.querySelector("#sent");
  const show = form.querySelector("#show");
  const said = form.dataset;

  files.addEventListener("change", () => send([...files.files]));
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = files.disabled ? "none" : "copy";
    form.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    send([...event.dataTransfer.files]);
  });

  async function send(papers) {
    if (!papers.length || files.disabled) return;
    files.disabled = true;
    show.hidden = true;
    sent.replaceChildren();
    const lines = papers.map((paper) => sent.appendChild(document.createElement("li")));
    let run = null;
    let taken = 0;
    try {
      run = (await ask(`runs?${query({ pack: pack.value })}`)).run;
      const done = await Promise.all(papers.map((paper, at) => check(run, paper, lines[at])));
      taken = done.filter(Boolean).length;
    } catch (error) {
      lines.forEach((line, at) => refuse(line, papers[at], error));
    }
    files.disabled = false;
    files.value = "";
    const report = new URL(`${said.top}runs/${run}?${query({})}`, location);
    if (taken === papers.length) location.assign(report);
    show.hidden = taken === 0;
    show.querySelector("a").href = report;
  }

  /** Send one paper and say what became of it; whether it is in the report. */
  async function check(run, paper, line) {
    if (paper.size > Number(said.most)) {
      line.textContent = fill(said.tooLarge, { name: paper.name });
      line.className = "refused";
      return false;
    }
    line.textContent = fill(said.reading, { name: paper.name });
    try {
      const answer = await ask(`runs/${run}/papers?${query({ name: paper.name })}`, paper);
      line.textContent = fill(said.said, { name: paper.name, said: answer.verdict });
      return true;
    } catch (error) {
      refuse(line, paper, error);
      return false;
    }
  }

  /** A refusal says why; without an answer the program has ended, or the browser cannot read the file. */
  function refuse(line, paper, error) {
    const name = paper.name;
    line.textContent =
      error instanceof Refused ? fill(said.said, { name, said: error.message }) : fill(said.unsent, { name });
    line.className = "refused";
  }

  async function ask(address, body) {
    const answer = await fetch(new URL(said.top + address, location), { method: "POST", body });
    const content = await answer.json();
    if (!answer.ok) throw new Refused(content.message);
    return content;
  }

  function query(values) {
    return new URLSearchParams({ ...values, lang: said.lang });
  }

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }
}

class Refused extends Error {}
