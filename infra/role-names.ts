/**
 * Names of the roles that another account, or somebody outside, must know. All others are left to CloudFormation. A role is global in its account, so the
 * name of an installation must be unique there whatever the region.
 */

/** The role that `detect` runs as, in the account of the installation: the only one that reader roles trust. */
export function detectRoleName(installation: string): string {
  return `${installation}-detect`;
}

/** The role that `plan` runs as, in the account of the installation: the only one that finder roles trust. */
export function planRoleName(installation: string): string {
  return `${installation}-plan`;
}

/** The role that `detect` assumes to read the clusters of an account. */
export function readerRoleName(installation: string): string {
  return `${installation}-reader`;
}

/** The role that `plan` assumes to find the clusters of an account by their tag. It opens none of them. */
export function finderRoleName(installation: string): string {
  return `${installation}-finder`;
}

/** The role that a workflow of GitHub takes to call the gate. */
export function releaseRoleName(installation: string): string {
  return `${installation}-release`;
}
