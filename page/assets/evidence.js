const side = element.closest('.receipts');
const hide = () => side.classList.remove('open');
element.addEventListener('click', event => { if (event.target.closest('.hide')) hide(); });
document.addEventListener('keydown', event => { if (event.key === 'Escape') hide(); });
document.addEventListener('click', event => {
  if (!event.target.closest('.show')) return;
  side.classList.add('open');
  element.querySelector('.hide')?.focus();
});
