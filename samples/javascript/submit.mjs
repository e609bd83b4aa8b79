// Submits a text to be counted, waits for the end, and prints the result.
const url = process.env.ORLEANSJOBS_URL ?? "http://127.0.0.1:5000";

async function call(path, body) {
  const request = body && { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  const response = await fetch(url + path, request);
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}

let job = await call("/jobs", { kind: "words.count", input: { text: process.argv[2] } });
while (!["succeeded", "failed", "cancelled"].includes(job.state)) job = await call(`/jobs/${job.id}?wait=30s`);
console.log(job.state === "succeeded" ? job.result.words : job.state);
