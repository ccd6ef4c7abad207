/** What was read, kept for a while, so that a stranger who asks often does not make us read often. A failure is not kept. */
export function remember<T>(
  read: (name: string) => Promise<T>,
  { milliseconds, now }: { readonly milliseconds: number; readonly now: () => number },
): (name: string) => Promise<T> {
  let kept: { readonly name: string; readonly value: T; readonly until: number } | undefined;
  return async (name) => {
    if (kept?.name === name && now() < kept.until) return kept.value;
    const value = await read(name);
    kept = { name, value, until: now() + milliseconds };
    return value;
  };
}
