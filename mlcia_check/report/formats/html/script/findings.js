/** A finding and its box on the page lead to each other and light up together. */
function linkFindings(details) {
  const partner = (element) => {
    const [kind, ...rest] = element.id.split("-");
    return document.getElementById([kind === "box" ? "finding" : "box", ...rest].join("-"));
  };
  const light = (element) => {
    for (const other of all(".hit", details)) other.classList.remove("hit");
    if (!element) return;
    element.classList.add("hit");
    partner(element)?.classList.add("hit");
  };
  for (const zoom of all(".zoom", details)) zoom.hidden = false;
  const end = (event) => event.target.closest('[id^="box-"], .finding');
  details.addEventListener("pointerover", (event) => light(end(event)));
  details.addEventListener("focusin", (event) => light(end(event)));
  details.addEventListener("click", (event) => {
    const zoom = event.target.closest(".zoom");
    if (zoom) zoom.setAttribute("aria-pressed", zoom.closest(".place").classList.toggle("large"));
    const link = event.target.closest('a[href^="#box-"], a[href^="#finding-"]');
    if (!link) return;
    event.preventDefault();
    const target = document.getElementById(link.getAttribute("href").slice(1));
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
    light(target);
  });
}
