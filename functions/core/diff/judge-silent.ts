import { isJsonList, isJsonObject, isSameJson, type Json } from '../json.ts';
import { deriveDefault } from '../kinds/derived-defaults/derived-defaults.ts';
import { decideListShape, judgeSilentItems } from './compare-list.ts';
import { compareValue, isEmpty } from './compare-value.ts';
import type { Place } from './field-cursor.ts';
import { chooseAuthor } from './judge-declared.ts';
import type { FieldPass, ObjectComparison } from './object-comparison.ts';

/** A live value on which git is silent: walked down to its leaves, each judged by default, known spot and owner (drift rules, section 3). */
export function judgeSilent(c: ObjectComparison, place: Place, live: Json): void {
  if (live === null || isEmpty(live) || (live === '' && !place.isEntry)) return;
  const isItem = isKeyedItem(c);
  if (isJsonObject(live) && !isItem) {
    for (const field of Object.keys(live)) {
      const schema = place.schema?.fields?.[field] ?? place.schema?.values;
      c.cursor.enter({ field }, schema, place.defaults?.children.get(field), (child) => compareValue(c, child, undefined, live[field]));
    }
    return;
  }
  if (isJsonList(live) && !isItem) {
    const shape = decideListShape(c, place);
    if (shape.by !== 'order') {
      judgeSilentItems(c, place, live, shape);
      return;
    }
  }
  judgeLeaf(c, place, live);
}

/** An item that was added to a keyed list or set is one departure, not as many as it has fields. */
function isKeyedItem(c: ObjectComparison): boolean {
  const last = c.cursor.path.at(-1);
  return last !== undefined && ('keys' in last || 'value' in last);
}

function judgeLeaf(c: ObjectComparison, place: Place, live: Json): void {
  const known = matchDefault(c, place, live);
  if (known === 'default') {
    c.findings.isDefault?.(c.cursor.copyPath(), live);
    return;
  }
  const path = c.cursor.copyPath();
  const findAuthor = () => chooseAuthor(c.owners.ownersOf(path, c.cursor.isAtomic));
  const spot = c.findSpot(path, live);
  if (spot && !(spot.unlessByHand && findAuthor()?.class === 'person')) {
    c.findings.suppresses({ path, live, rule: 'machine-written', reason: `${spot.reason} Written by ${spot.who}.` });
    return;
  }
  const setBy = findAuthor();
  const pass: CreatePass = (rule = '', reason = '') => ({ path, live, rule, reason, ...(setBy ? { setBy } : {}) });
  switch (setBy?.class) {
    case undefined:
      judgeUnowned(c, known, pass);
      break;
    case 'controller':
      c.findings.suppresses(pass('controller', 'Only a controller wrote this field, and git is silent on it.'));
      break;
    case 'delivery':
      judgeDelivered(c, pass);
      break;
    case 'person':
    case 'second-writer':
    case 'unrecognized':
    case 'unknown-author':
      judgeByHand(c, known, pass);
  }
}

/** Makes the record of the leaf under judgement. */
type CreatePass = (rule?: string, reason?: string) => FieldPass;

type DefaultMatch = 'default' | 'possible' | 'none';

/** Whether the value is the server's default. A path with several defaults depends on other fields: a match is possible, not certain. */
function matchDefault(c: ObjectComparison, place: Place, live: Json): DefaultMatch {
  const { ref, cursor } = c;
  const derived = deriveDefault(c.live, cursor.path, ref.group, ref.kind);
  if (derived !== undefined) {
    if (isSameJson(derived, live)) return 'default';
    // Filled in from what was delivered, before somebody changed the field that it follows from.
    return isSameJson(deriveDefault(c.desired, cursor.path, ref.group, ref.kind), live) ? 'default' : 'none';
  }
  if (place.schemaDefault !== undefined && isSameJson(place.schemaDefault, live)) return 'default';
  const values = place.defaults?.values ?? [];
  if (!values.some((value) => isSameJson(value, live))) return 'none';
  return values.length === 1 ? 'default' : 'possible';
}

/** No owner is never a person: admission, the registry and, under apply, every default leave no owner behind. */
function judgeUnowned(c: ObjectComparison, known: DefaultMatch, pass: CreatePass): void {
  if (known === 'possible') return;
  if (c.owners.isTracked()) {
    c.findings.suppresses(pass('no-owner', 'Nobody owns this field: a default, the registry or admission set it.'));
  } else if (c.defaultsKnown === 'complete') {
    const { path, live } = pass();
    c.findings.differs({ type: 'extra', path, live, cause: 'unknown', note: 'The server tracks no authors for this object.' });
  } else {
    c.findings.leavesUndecided(
      pass('no-known-default', 'The server tracks no authors for this object, and no default of this field is known.'),
    );
  }
}

/** The delivery manager owns defaults as well as what it sent; only what it sent was ever in git. */
function judgeDelivered(c: ObjectComparison, pass: CreatePass): void {
  const { path, live, setBy } = pass();
  const wasDeclared = c.owners.hasLastApplied() ? c.owners.lastAppliedAt(path) !== undefined : setBy?.operation === 'Apply';
  if (!wasDeclared || setBy === undefined) {
    c.findings.suppresses(pass('delivered-default', 'The delivery manager owns this field but never sent it: a default.'));
    return;
  }
  const note = 'Was in git once, is no longer, and nothing pruned it.';
  c.findings.differs({ type: 'extra', path, live, cause: 'not-yet-applied', setBy, note });
}

function judgeByHand(c: ObjectComparison, known: DefaultMatch, pass: CreatePass): void {
  const { path, live, setBy } = pass();
  const isDelivered = c.owners.isDelivered();
  // Whoever made the whole object owns its defaults too, so there the table decides.
  if (!isDelivered && known === 'possible') return;
  if (!isDelivered && c.defaultsKnown === 'partial') {
    const reason = 'The author made the whole object and owns its defaults too; no default of this field is known.';
    c.findings.leavesUndecided(pass('no-known-default', reason));
    return;
  }
  const cause = setBy?.class === 'unknown-author' ? 'unknown' : 'by-hand';
  c.findings.differs({ type: 'extra', path, live, cause, ...(setBy ? { setBy } : {}) });
}
