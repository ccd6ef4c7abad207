import { escapeControls } from '../escape-text.ts';

export type Labels = Readonly<Record<string, string>>;

/** One metric: a gauge, since each file tells how things stand. `value` in the unit that the name ends with. */
export interface Family {
  readonly name: string;
  readonly unit?: 'seconds' | 'bytes' | 'ratio';
  readonly help: string;
  readonly samples: readonly { readonly labels: Labels; readonly value: number }[];
}

/** A metric as both the Prometheus text format and OpenMetrics take it; nothing where it has no sample. */
export function writeFamily({ name, unit, help, samples }: Family): string {
  if (samples.length === 0) return '';
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
    ...samples.map(({ labels, value }) => `${name}{${writeLabels(labels)}} ${value}`),
    '',
  ].join('\n');
}

function writeLabels(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escapeLabel(value)}"`)
    .join(',');
}

function escapeLabel(value: string): string {
  const visible = value.replace(
    /[\u0000-\u0009\u000b-\u001f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return escapeControls(visible).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
