/** Prints what a month of a fleet would have told its teams: `npm run replay [-- CLUSTERS DAYS]`. */
import { replayMonth } from './replay-month.ts';

const [clusters = 100, days = 30] = process.argv.slice(2).map(Number);
const month = await replayMonth(clusters, days, (day) => process.stderr.write(`\rday ${day} of ${days}`));
process.stderr.write('\r');
const perTeamDay = (count: number): string => (count / Object.keys(month.byTeam).length / days).toFixed(1);
const hours = (minutes: number): string => `${(minutes / 60).toFixed(2)} h`;
console.log(`${clusters} clusters, ${days} days, ${month.runs} checks`);
console.log(`messages: ${month.messages}, ${perTeamDay(month.messages)} a team and day (${JSON.stringify(month.byType)})`);
console.log(`by team: ${JSON.stringify(month.byTeam)}`);
console.log(`one message a difference and run would have been ${month.naive}, ${perTeamDay(month.naive)} a team and day`);
console.log(`mean time to detect: ${hours(month.measured.toDetect)} (truth ${hours(month.truth.toDetect)})`);
console.log(`mean time to resolve: ${hours(month.measured.toResolve)} (truth ${hours(month.truth.toResolve)})`);
console.log(
  `daily digests: ${month.digests.sent}, with ${month.digests.opened.length} new incidents (truth ${month.truth.opened}) and ${month.digests.resolved.length} that ended (truth ${month.truth.resolved})`,
);
