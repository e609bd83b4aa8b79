// BullMQ: jobs that do nothing, through one worker. bullmq.mjs JOBS REDIS-PORT; needs the package bullmq in NODE_PATH or beside it.
import { createRequire } from "node:module";
const { Queue, Worker } = createRequire(`${process.cwd()}/`)("bullmq");

const [jobs, port] = process.argv.slice(2).map(Number);
const connection = { host: "127.0.0.1", port, maxRetriesPerRequest: null };
const queue = new Queue("noop", { connection });
for (let i = 0; i < jobs; i += 1000) await queue.addBulk(Array.from({ length: 1000 }, () => ({ name: "noop", data: {} })));

let ended = 0;
const start = performance.now();
const worker = new Worker("noop", async () => null, { connection, concurrency: 64 });
await new Promise(resolve => worker.on("completed", () => ++ended === jobs && resolve()));
const seconds = (performance.now() - start) / 1000;
console.log(`BullMQ, one worker of 64: ${jobs} jobs, ${Math.round(jobs / seconds)}/s`);
await worker.close();
await queue.close();
