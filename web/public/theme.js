// Before the first paint, so that a dark page never flashes white. No module: modules run after it.
try {
  const theme = localStorage.getItem('radimmune-theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is forbidden: the system's preference holds.
}
