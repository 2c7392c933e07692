async name => {
  if (!name) return '';
  const link = `${location.origin}${location.pathname}?answer=${name}`;
  history.replaceState(null, '', link);
  await window.belegCopy(link);
  return link;
}
