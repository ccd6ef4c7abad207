import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutObjectCommand, type PutObjectCommandInput, type S3Client } from '@aws-sdk/client-s3';
import { isRace } from './describe-s3-failure.ts';

/** How often a conditional write is tried before it is given up. */
export const PUT_ATTEMPTS = 12;

/** `refused`: the condition does not hold. A conflict between two conditional writes decides nothing yet, so it is tried again. */
export async function putIf(client: S3Client, input: PutObjectCommandInput): Promise<'put' | 'refused'> {
  for (let attempt = 0; ; attempt++) {
    try {
      await client.send(new PutObjectCommand(input));
      return 'put';
    } catch (error) {
      const race = isRace(error);
      if (race === 'refused') return 'refused';
      if (race === undefined || attempt >= PUT_ATTEMPTS) throw error;
      await pauseBeforePut(attempt);
    }
  }
}

/** Longer with each attempt, and by chance, so that two do not meet again. */
export async function pauseBeforePut(attempt: number): Promise<void> {
  await sleep(randomInt(20, 40 * 2 ** Math.min(attempt, 5) + 21));
}
