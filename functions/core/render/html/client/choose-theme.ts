const THEMES = ['auto', 'light', 'dark'] as const;

/** The button that goes from the system's colours to light and dark ones. */
export function listenForTheme(button: HTMLElement): void {
  let at = 0;
  button.addEventListener('click', () => {
    at = (at + 1) % THEMES.length;
    const theme = THEMES[at] ?? 'auto';
    if (theme === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
    button.textContent = `Colours: ${theme}`;
  });
}
