import { asString } from './json.ts';
import { annotationsOf, type KubeObject, labelsOf } from './kube-object.ts';

/** The label or annotation that says who answers for an object. */
const TEAM_KEY = 'plumbline.dev/team';

/** Who answers for an object, as its label or else its annotation says; undefined where neither does. */
export function findTeam(object: KubeObject): string | undefined {
  return asString(labelsOf(object)[TEAM_KEY]) ?? asString(annotationsOf(object)[TEAM_KEY]);
}
