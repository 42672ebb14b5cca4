// Single keys for what carries data-key, as an addition to the access keys: nothing works only here.
"use strict";
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select")) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("input[type=text], input[type=search], textarea, select, input:not([type])")) target.focus();
  else target.click();
});
