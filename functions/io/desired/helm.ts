import { describeFailedRender } from '../rendering/describe-failed-render.ts';
import type { Render } from './rendering.ts';

/** A chart as `helm template` renders it. */
export const renderHelm: Render<'helm'> = async (job, { source }) => describeFailedRender(source.id, job, undefined);
