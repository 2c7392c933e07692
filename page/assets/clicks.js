// A click on a part with data-event is that event, with the part's data and the turn it is in.
const names = ['submit', 'reading', 'removing', 'paging', 'undoing', 'opening', 'editing', 'judging',
  'sorting', 'taking', 'copying', 'cancelling', 'saving', 'refreshing', 'forgetting', 'linking',
  'translating', 'showing'];
element.addEventListener('click', event => {
  const button = event.target.closest('[data-event]');
  if (!button || !names.includes(button.dataset.event)) return;
  window.belegOpener = button;
  trigger(button.dataset.event, {turn: button.closest('[data-turn]')?.dataset.turn, ...button.dataset});
});
