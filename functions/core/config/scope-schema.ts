import * as z from 'zod';

/** A list of names, absent in the file or not. */
export const listNames = (what: string) => z.array(z.string().min(1)).describe(what);

const keys = {
  unmanaged: z.boolean().describe('Look for objects that no source declares.'),
  namespaces: listNames('Look for unmanaged objects in these namespaces only; `*` stands for any text. Empty: in all.'),
  excludeNamespaces: listNames('Look for no unmanaged objects in these namespaces.'),
  excludeKinds: listNames('Leave these kinds out of the check: `Kind` or `Kind.group`, `*` stands for any text.'),
};

/** What every check looks at. */
export const scopeSchema = z.strictObject({
  unmanaged: keys.unmanaged.default(true),
  namespaces: keys.namespaces.default([]),
  excludeNamespaces: keys.excludeNamespaces.default([]),
  excludeKinds: keys.excludeKinds.default([]),
});

/** What stands instead of it for one cluster, key by key. */
export const scopeOverrideSchema = z.strictObject(keys).partial();
