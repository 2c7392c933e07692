const close = () => {
  if (!props.value) return;
  props.value = '';
  window.belegOpener?.focus();
};
element.addEventListener('click', event => { if (event.target.closest('.close')) close(); });
document.addEventListener('keydown', event => { if (event.key === 'Escape') close(); });
watch('value', () => {
  const panel = element.querySelector('section');
  if (!panel) return;
  const mark = panel.querySelector('mark');
  panel.scrollTop = mark ? mark.offsetTop - panel.clientHeight / 3 : 0;
  panel.querySelector('h2').focus({preventScroll: true});
});
