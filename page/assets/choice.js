const boxes = () => [...element.querySelectorAll('input:checked')];
const count = () => {
  const n = boxes().length, button = element.querySelector('.choose');
  if (!button) return;
  button.disabled = !n;
  button.textContent = n ? `Remove ${n} selected…` : 'Remove selected';
};
element.addEventListener('change', count);
element.addEventListener('click', event => {
  const dialog = element.querySelector('dialog'), n = boxes().length;
  if (event.target.closest('.choose')) {
    const what = n === 1 ? 'this article' : `these ${n} articles`;
    dialog.querySelector('p').textContent = `Remove ${what}?`;
    dialog.showModal();
  } else if (event.target.closest('.yes')) {
    trigger('removing', {ids: boxes().map(box => box.value)});
    dialog.close();
  } else if (event.target.closest('.no')) dialog.close();
});
watch('value', () => { boxes().forEach(box => { box.checked = false; }); count(); });
