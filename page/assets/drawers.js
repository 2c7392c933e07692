// In a narrow window conversations and evidence slide over the chat, one at a time.
const drawers = {talks: 'past', show: 'receipts'};
const close = () => document.querySelectorAll('.drawer.open').forEach(one => one.classList.remove('open'));
document.addEventListener('click', event => {
  const opener = event.target.closest('.talks, .show');
  if (event.target.closest('.hide, .talk, #new, #evidence .quote')) close();
  if (!opener) return;
  close();
  document.querySelector('#tabs [role=tab]').click();
  const drawer = document.getElementById(drawers[opener.classList[0]]);
  drawer.classList.add('open');
  drawer.querySelector('button')?.focus({preventScroll: true});
});
document.addEventListener('keydown', event => { if (event.key === 'Escape') close(); });
