// The dialog to reword a question or to set its filters.
const said = document.getElementById('refine');
let asking = null;
element.addEventListener('click', event => {
  const button = event.target.closest('.refine'), dialog = said.querySelector('dialog');
  if (!button || !dialog) return;
  asking = button.dataset;
  for (const field of dialog.querySelectorAll('[name]')) field.value = asking[field.name] ?? '';
  dialog.showModal();
});
said.addEventListener('click', event => {
  if (event.target.closest('.no')) event.target.closest('dialog').close();
});
said.addEventListener('submit', event => {
  event.preventDefault();
  const asked = {question: asking.question, revised: 'yes'};
  for (const field of event.target.querySelectorAll('[name]')) asked[field.name] = field.value.trim();
  if (asked.standalone === asking.standalone) asked.standalone = '';
  event.target.closest('dialog').close();
  trigger('submit', asked);
});
