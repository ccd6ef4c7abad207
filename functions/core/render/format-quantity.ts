/** A count with thousands separated, the same on every machine. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** `1 object`, `2 objects`. */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Bytes with a unit, two or three digits: `730 KB`, `13.1 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return unit === 0 ? `${value} bytes` : `${value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}

/** Seconds with two digits that count. */
export function formatSeconds(seconds: number): string {
  if (seconds < 0.005) return '0 s';
  if (seconds < 0.1) return `${seconds.toFixed(2)} s`;
  return seconds < 10 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`;
}

/** A share of one as a percentage that is 100 % only where nothing is missing. */
export function formatShare(ratio: number): string {
  const percent = Math.floor(ratio * 1000) / 10;
  return `${percent === 100 || percent === 0 ? percent : percent.toFixed(1)} %`;
}
