/** The condition that a resource carries a tag; `value` absent: with any value. */
export function requireTag({
  key,
  value,
}: {
  readonly key: string;
  readonly value?: string | undefined;
}): Record<string, Record<string, string>> {
  const tag = `aws:ResourceTag/${key}`;
  return value === undefined ? { Null: { [tag]: 'false' } } : { StringEquals: { [tag]: value } };
}
