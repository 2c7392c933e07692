name => {
  if (!name) return;
  const link = `${location.origin}${location.pathname}?answer=${name}`;
  history.replaceState(null, '', link);
  navigator.clipboard?.writeText(link).catch(() => {});
}
