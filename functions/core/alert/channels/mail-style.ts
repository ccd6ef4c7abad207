import type { AlertWords } from '../describe-alert.ts';

/** Colours of a mail on white: each can be read there, and carries white text. */
export const TONES: Readonly<Record<AlertWords['tone'], string>> = {
  critical: '#c62828',
  high: '#c4450c',
  medium: '#8f5a00',
  low: '#1565c0',
  resolved: '#2e7d32',
};

/** The same on black. */
const DARK_TONES: Readonly<Record<AlertWords['tone'], string>> = {
  critical: '#ff8a80',
  high: '#ffab7a',
  medium: '#ffd166',
  low: '#82b8ff',
  resolved: '#7fd48a',
};

export const SANS = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
export const MONO = "Consolas,Menlo,'DejaVu Sans Mono',monospace";

const tones = Object.entries(DARK_TONES)
  .map(([tone, color]) => `.tone-${tone}{color:${color}!important}`)
  .join('');

/** The style sheet of a mail: what changes where it is read on black. */
export const DARK = `:root{color-scheme:light dark;supported-color-schemes:light dark}@media (prefers-color-scheme:dark){
.page{background:#16181c!important}.card{background:#1f2226!important;border-color:#3a3f46!important}
.strong,.strong a{color:#f1f3f5!important}.text{color:#d7dbe0!important}.faint{color:#9aa3ad!important}.rule{border-color:#3a3f46!important}
.link{color:#82b8ff!important}.git{background:#16352a!important;color:#b8efcf!important}.live{background:#40241c!important;color:#ffd3bf!important}
.code{background:#14161a!important;border-color:#3a3f46!important;color:#d7dbe0!important}.button{background:#2f6fd0!important}${tones}}`;
