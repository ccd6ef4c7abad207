import { compileGlob } from '../field-path.ts';
import { parseImage } from './image-reference.ts';

/** A tag in a registry of Amazon ECR. */
export interface EcrTag {
  readonly image: string;
  readonly account: string;
  readonly region: string;
  readonly repository: string;
  readonly tag: string;
}

const HOST = /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/(.+)$/;

/** The tag of ECR that an image without a digest names; `latest` where it names none. Undefined for any other image. */
export function readEcrTag(image: string): EcrTag | undefined {
  const { repository: place, tag = 'latest', digest } = parseImage(image);
  const [, account, region, repository] = HOST.exec(place) ?? [];
  if (digest !== undefined || account === undefined || region === undefined || repository === undefined) return undefined;
  return { image, account, region, repository, tag };
}

/** Whether one of the ARNs, with `*`, is that of the repository. */
export function compileRepositories(arns: readonly string[]): (tag: EcrTag) => boolean {
  const matchers = arns.map((arn) => compileGlob(arn));
  return ({ account, region, repository }) =>
    ['aws', 'aws-cn', 'aws-us-gov'].some((partition) => {
      const arn = `arn:${partition}:ecr:${region}:${account}:repository/${repository}`;
      return matchers.some((matches) => matches(arn));
    });
}
