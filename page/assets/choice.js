const boxes = () => [...element.querySelectorAll('input:checked')];
const count = () => {
  const n = boxes().length, button = element.querySelector('.choose');
  if (!button) return;
  for (const one of element.querySelectorAll('.choose, .withdraw, .reinstate')) one.disabled = !n;
  button.textContent = n ? button.dataset.some.replace('{count}', n) : button.dataset.none;
};
element.addEventListener('change', count);
element.addEventListener('click', event => {
  const dialog = element.querySelector('dialog'), n = boxes().length;
  if (event.target.closest('.choose')) {
    const asked = dialog.querySelector('p'), {one, many} = asked.dataset;
    asked.textContent = n === 1 ? one : many.replace('{count}', n);
    dialog.showModal();
  } else if (event.target.closest('.yes')) {
    trigger('removing', {ids: boxes().map(box => box.value)});
    dialog.close();
  } else if (event.target.closest('.withdraw, .reinstate')) {
    const again = event.target.closest('.reinstate') ? 'yes' : '';
    trigger('withdrawing', {ids: boxes().map(box => box.value), again});
  } else if (event.target.closest('.no')) dialog.close();
});
watch('value', () => { boxes().forEach(box => { box.checked = false; }); count(); });
