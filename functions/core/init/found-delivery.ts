import { DISCOVERY_RULES } from '../discover/discovery-rules.ts';
import { DELIVERY_TOOLS, type DeliveryTool, type ToolObject } from '../discover/tool-object.ts';
import { asString, isJsonList, isJsonObject, type Json } from '../json.ts';
import { compareText } from '../kube-object.ts';
import { folderOf, isBelow } from '../manifests/file-paths.ts';

/** What one delivery tool is told, in a cluster or in a repository. */
export interface FoundDelivery {
  readonly tool: DeliveryTool;
  /** Objects of each kind, by the kind. */
  readonly kinds: Readonly<Record<string, number>>;
  /** Folder of the repository that holds all of them; absent where they are of a cluster. */
  readonly folder?: string;
}

/** Delivery tools by their objects, and every address of a repository or chart in these. Both sorted. */
export function collectDelivery(objects: readonly ToolObject[]): {
  readonly deliveries: readonly FoundDelivery[];
  readonly addresses: readonly string[];
} {
  const deliveries = DELIVERY_TOOLS.flatMap((tool): FoundDelivery[] => {
    const told = objects.filter(({ group, kind }) =>
      DISCOVERY_RULES.some((rule) => rule.tool === tool && rule.group === group && rule.kind === kind),
    );
    if (told.length === 0) return [];
    const byKind = Map.groupBy(told, ({ kind }) => kind);
    const kinds = Object.fromEntries([...byKind].sort(([a], [b]) => compareText(a, b)).map(([kind, items]) => [kind, items.length]));
    const folders = told.flatMap(({ whence }) => (whence.type === 'declared' ? [folderOf(whence.origin.file)] : []));
    return [{ tool, kinds, ...(folders.length === 0 ? {} : { folder: findCommon(folders) }) }];
  });
  return { deliveries, addresses: [...new Set(objects.flatMap(({ body }) => listAddresses(body['spec'])))].sort(compareText) };
}

function findCommon(folders: readonly string[]): string {
  let common = folders[0] ?? '';
  while (!folders.every((folder) => isBelow(folder, common))) common = folderOf(common);
  return common;
}

const ADDRESS_KEYS = new Set(['repoURL', 'url', 'repo']);

/** Texts under the keys that tools have for addresses: `repoURL`, `url`, `repo`. */
function listAddresses(value: Json | undefined): string[] {
  if (isJsonList(value)) return value.flatMap(listAddresses);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const text = asString(item);
    return text !== undefined && ADDRESS_KEYS.has(key) && /[/:]/.test(text) ? [text] : listAddresses(item);
  });
}
