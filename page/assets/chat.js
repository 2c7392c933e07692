document.documentElement.lang = /^de\b/i.test(navigator.language) ? 'de' : 'en';
const pane = document.getElementById('chat');
let count = 0, following = true;
for (const moved of ['wheel', 'touchmove', 'keydown', 'pointerdown']) {
  pane.addEventListener(moved, () => { following = false; }, {passive: true});
}
const follow = () => {
  const turns = element.querySelectorAll('.turn'), last = turns[turns.length - 1];
  if (turns.length !== count) following = true;
  count = turns.length;
  if (!last || !following) return;
  if (getComputedStyle(pane).overflowY === 'auto') pane.scrollTop = last.offsetTop - 12;
  else last.scrollIntoView({block: count > 1 ? 'start' : 'nearest'});
};
new MutationObserver(follow).observe(element, {childList: true, subtree: true});
const said = document.getElementById('refine');
let about = null;
element.addEventListener('click', event => {
  const button = event.target.closest('.refine'), dialog = said.querySelector('dialog');
  if (!button || !dialog) return;
  about = button.dataset;
  for (const field of dialog.querySelectorAll('[name]')) field.value = about[field.name] ?? '';
  dialog.showModal();
});
said.addEventListener('click', event => {
  if (event.target.closest('.no')) event.target.closest('dialog').close();
});
said.addEventListener('submit', event => {
  event.preventDefault();
  const asked = {question: about.question, revised: 'yes'};
  for (const field of event.target.querySelectorAll('[name]')) asked[field.name] = field.value.trim();
  if (asked.standalone === about.standalone) asked.standalone = '';
  event.target.closest('dialog').close();
  trigger('submit', asked);
});
