/** A mail as a browser shows it, light or dark; the page is what is really sent. */
export function drawMail(html: string, scheme: 'light' | 'dark'): string {
  // Chromium asks the machine for the scheme; a picture chooses it.
  const sheet =
    scheme === 'dark'
      ? html.replace('@media (prefers-color-scheme:dark)', '@media all')
      : html.replace('(prefers-color-scheme:dark)', 'not all');
  return sheet.replace(/^<!doctype html>\s*<html[^>]*>/, '').replace(/<\/html>\s*$/, '');
}
