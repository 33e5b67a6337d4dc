"use strict";

// Without this script the page is the table and, below it, every paper. With it the table can be sorted and
// filtered, and one paper at a time is shown: beside the table, or over it where there is no room.
document.documentElement.classList.add("js");

const find = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

document.addEventListener("DOMContentLoaded", () => {
  linkFindings(find("#details"));
  if (find(".decisions")) noteDecisions(find(".decisions"), find("#details"));
  if (find("#papers")) showPapers(find("#papers"), find("#details"));
  else find("#details .paper")?.dispatchEvent(new Event("paperopen", { bubbles: true }));
});
