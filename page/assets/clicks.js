const names = ['submit', 'reading', 'removing', 'paging', 'undoing', 'opening', 'editing', 'judging', 'sorting', 'taking', 'cancelling', 'saving', 'refreshing', 'forgetting', 'linking', 'translating'];
element.addEventListener('click', event => {
  const button = event.target.closest('[data-event]');
  if (!button || !names.includes(button.dataset.event)) return;
  window.belegOpener = button;
  trigger(button.dataset.event, {...button.dataset});
});
