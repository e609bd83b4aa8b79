// A worker that counts words: leases jobs of kind words.count, and keeps each lease while it works.
import { hostname } from "node:os";

const url = process.env.ORLEANSJOBS_URL ?? "http://127.0.0.1:5000";
const [kind, queue, name] = ["words.count", "words", `${hostname()}-${process.pid}`];
const leaseSeconds = 30;
let stopping = false;

// The answer, or null if the service says that it has none for us (409: the lease is not ours any more).
async function call(method, path, body) {
  const response = await fetch(url + path, { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  const text = await response.text();
  if (response.status === 409) return null;
  if (!response.ok) throw Object.assign(new Error(`${response.status} ${text}`), { isRefusal: response.status !== 503 });
  return text ? JSON.parse(text) : {};
}

// As call, until the service can be reached: what a worker says of an attempt may be repeated.
async function insist(path, body) {
  for (;;) {
    try {
      return await call("POST", path, body);
    } catch (error) {
      if (error.isRefusal) throw error;
      console.log(`${path}: ${error.message}; again in a second`);
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

async function run({ job, token }) {
  const path = `/jobs/${job.id}`;
  const heartbeat = setInterval(() => insist(`${path}/heartbeat`, { token }), (leaseSeconds * 1000) / 3);
  try {
    const words = job.input.text.split(/\s+/).filter(Boolean).length;
    await insist(`${path}/complete`, { token, result: { words } });
  } catch (error) {
    await insist(`${path}/fail`, { token, error: { type: error.name, message: error.message } });
  } finally {
    clearInterval(heartbeat);
  }
}

for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => (stopping = true));
const inputSchema = { type: "object", properties: { text: { type: "string" } }, required: ["text"] };
await call("PUT", `/kinds/${kind}`, { queue, inputSchema });
console.log(`${name} waits for jobs`);
while (!stopping) {
  const { jobs } = await insist(`/queues/${queue}/lease`, { kinds: [kind], worker: name, wait: "PT5S", leaseFor: `PT${leaseSeconds}S` });
  for (const lease of jobs) {
    if (stopping) await insist(`/jobs/${lease.job.id}/release`, { token: lease.token });
    else await run(lease);
  }
}
