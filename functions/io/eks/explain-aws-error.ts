import { type ErrorCode, PlumblineError } from '../../core/errors.ts';
import { codeOf } from '../kube/explain-failure.ts';

/** What was asked of AWS. */
export interface AwsRequest {
  /** As IAM calls it: `eks:DescribeCluster`. */
  readonly action: string;
  /** What it was about: `cluster "prod-eu"`. */
  readonly subject: string;
  readonly region: string;
  readonly account: string | undefined;
  /** The role that signed the request; absent: the caller's own credentials. */
  readonly role: string | undefined;
}

type Explanation = readonly [code: ErrorCode, reason: string, advice: string];
type Explain = (request: AwsRequest, error: Error) => Explanation;

const NOT_FOUND: Explain = ({ subject, region, account }) => [
  'unreachable',
  `there is no ${subject} in ${region} of ${account === undefined ? 'the account' : `account ${account}`}`,
  'check name, region, account and role of this cluster in plumbline.yaml; if it was deleted, take it out',
];
const DENIED: Explain = (request, error) => [
  'authentication',
  `${signerOf(request)} may not ${request.action} (${request.subject})${quoteDenial(error)}`,
  request.action === 'sts:AssumeRole'
    ? `allow the caller sts:AssumeRole on it, and name the caller in its trust policy, with the same external id as in plumbline.yaml`
    : `grant ${request.action} to ${signerOf(request)}, and look for a service control policy that denies it`,
];
const EXPIRED: Explain = (request) => [
  'authentication',
  `the AWS credentials of ${signerOf(request)} have expired`,
  'log in again (aws sso login), or start again so that new ones are handed out; if they are new, a clock may be off',
];
const NOT_KNOWN: Explain = (request) => [
  'authentication',
  `AWS in ${request.region} does not know the credentials of ${signerOf(request)}`,
  `check the region, and that it is enabled in the account (opt-in regions are off at first); then that the key is active`,
];
const WRONG_SIGNATURE: Explain = (request) => [
  'authentication',
  `AWS does not accept the signature of ${signerOf(request)}`,
  'check the secret key, and the clock of this machine: five minutes off are too many',
];
const NO_CREDENTIALS: Explain = () => [
  'authentication',
  'there are no AWS credentials',
  'log in (aws sso login) or set AWS_PROFILE; in a function, give it an execution role',
];
const THROTTLED: Explain = ({ action }) => [
  'unreachable',
  `AWS throttles ${action}, however often it was asked`,
  'run fewer checks at once, or ask AWS for a higher rate',
];
const BAD_ROLE: Explain = ({ subject }) => [
  'config',
  `AWS does not take ${subject}`,
  'a role is given as its ARN, arn:aws:iam::123456789012:role/name; an external id has 2 to 1224 letters, digits and +=,.@:/-',
];
const REGION_OFF: Explain = ({ region }) => [
  'authentication',
  `STS is not enabled in ${region} for the account`,
  'enable the region in the account settings of IAM, or check the region in plumbline.yaml',
];
const NO_ENDPOINT: Explain = (request) => [
  'unreachable',
  `${serviceOf(request)} of the region ${request.region} has no address`,
  `check the region; in a VPC, check its DNS settings and the interface endpoint com.amazonaws.${request.region}.${serviceOf(request)}`,
];
const NO_WAY: Explain = (request) => [
  'unreachable',
  `${serviceOf(request)} in ${request.region} does not answer`,
  `a function in a VPC needs a NAT gateway or the interface endpoint com.amazonaws.${request.region}.${serviceOf(request)}, with a security group that lets it in`,
];

/** By the name of the exception, as EKS or STS spells it, or by the code of a failed connection. */
const EXPLANATIONS: Readonly<Record<string, Explain>> = {
  ResourceNotFoundException: NOT_FOUND,
  AccessDeniedException: DENIED,
  AccessDenied: DENIED,
  ExpiredTokenException: EXPIRED,
  ExpiredToken: EXPIRED,
  RequestExpired: EXPIRED,
  UnrecognizedClientException: NOT_KNOWN,
  InvalidClientTokenId: NOT_KNOWN,
  AuthFailure: NOT_KNOWN,
  InvalidSignatureException: WRONG_SIGNATURE,
  SignatureDoesNotMatch: WRONG_SIGNATURE,
  CredentialsProviderError: NO_CREDENTIALS,
  TokenProviderError: NO_CREDENTIALS,
  ThrottlingException: THROTTLED,
  Throttling: THROTTLED,
  TooManyRequestsException: THROTTLED,
  ValidationError: BAD_ROLE,
  RegionDisabledException: REGION_OFF,
  ENOTFOUND: NO_ENDPOINT,
  EAI_AGAIN: NO_ENDPOINT,
  ECONNREFUSED: NO_WAY,
  ECONNRESET: NO_WAY,
  EHOSTUNREACH: NO_WAY,
  ENETUNREACH: NO_WAY,
  ETIMEDOUT: NO_WAY,
  TimeoutError: NO_WAY,
};

/** Says what AWS refused, to whom, and what to grant or change. The text of AWS is not repeated: that of a bad signature holds the session token. */
export function explainAwsError(error: unknown, request: AwsRequest): PlumblineError {
  if (error instanceof PlumblineError) return error;
  const known = error instanceof Error ? error : new Error(String(error));
  const explain = EXPLANATIONS[known.name] ?? EXPLANATIONS[codeOf(known)];
  const [code, reason, advice] = explain ? explain(request, known) : explainOther(request, known);
  return new PlumblineError(code, reason, { advice });
}

function explainOther(request: AwsRequest, error: Error): Explanation {
  const message = `${request.action} failed (${request.subject}, ${request.region}): ${error.name}`;
  return ['unreachable', message, 'try again; if it stays, look it up in CloudTrail'];
}

function signerOf({ role }: AwsRequest): string {
  return role === undefined ? 'the caller (no role is set for this cluster)' : `role ${role}`;
}

/** The one sentence of AWS that is worth repeating: who exactly, on what, and by which policy. */
function quoteDenial({ message }: Error): string {
  const [sentence] =
    /^User: \S+ is not authorized to perform: \S+( on resource: \S+)?( with an explicit deny[\w -]*| because [\w ,:'-]*)?/.exec(message) ??
    [];
  return sentence === undefined ? '' : `: ${sentence.trim()}`;
}

function serviceOf({ action }: AwsRequest): string {
  return action.split(':')[0] ?? '';
}
