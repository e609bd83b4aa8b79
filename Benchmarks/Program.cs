// Load on a running service, over HTTP as its callers send it, and parts of it that are measured by themselves.
using System.CommandLine;
using System.CommandLine.Parsing;
using OrleansJobs.Benchmarks;
using OrleansJobs.Benchmarks.Soak;
using OrleansJobs.Benchmarks.Table;

var url = new Option<Uri>("--url")
{
    Description = "The service, which must be on this machine",
    DefaultValueFactory = _ => new Uri("http://127.0.0.1:5000"),
    CustomParser = Loopback,
};
var program = new Option<string>("--service") { Description = "The service's program, OrleansJobs.WebFrontend.dll", Required = true };
var connections = Number("--connections", "Callers at a time", 32);
var seconds = Number("--seconds", "How long it takes", 10);
var minutes = Number("--minutes", "How long it takes", 30);
var pid = new Option<int>("--pid") { Description = "The service's process", Required = true };
var rate = Number("--rate", "Changes a second", 100);
var killEvery = Number("--kill-every", "Seconds from kill to kill", 60);
var many = Number("--many", "Schedules that are not due", 100_000);
var due = Number("--due", "Schedules that are due once a minute each", 240);
var batchJobs = Number("--jobs", "Jobs of the batch", 100_000);
var pairs = Number("--pairs", "Pairs of runs, after one to warm up", 5);
var jobs = Number("--jobs", "How many jobs, after some to warm up", 1_000);

var throughput = new Command("throughput", "Noop jobs a second, from the first submit until the last has ended") { url, connections, seconds };
throughput.SetAction(async given =>
{
    using var service = new Service(given.GetRequiredValue(url), given.GetValue(connections));
    await Throughput.Run(service, given.GetValue(connections), TimeSpan.FromSeconds(given.GetValue(seconds)));
});

var latency = new Command("latency", "From a submit to an idle service until the job's handler has run") { url, jobs };
latency.SetAction(async given =>
{
    using var service = new Service(given.GetRequiredValue(url), connections: 1);
    await Latency.Run(service, given.GetValue(jobs));
});

var soak = new Command("soak", "Mixed load on a service that is killed again and again; nothing may be lost or done twice")
{
    program, url, connections, minutes, killEvery,
};
soak.SetAction(async given => await new SoakRun(
    given.GetRequiredValue(program),
    given.GetRequiredValue(url),
    given.GetValue(connections),
    TimeSpan.FromMinutes(given.GetValue(minutes)),
    TimeSpan.FromSeconds(given.GetValue(killEvery))).Run() ? 0 : 1);

var siloProgram = new Option<string>("--silo") { Description = "The silos' program, OrleansJobs.Silo.dll", Required = true };
var postgres = new Option<string>("--postgres") { Description = "A database on PostgreSQL, as a connection string", Required = true };
var silos = Number("--silos", "How many silos", 3);
var clusterSoak = new Command("cluster-soak", "Mixed load on silos of which one by chance is killed again and again; nothing may be lost or done twice")
{
    program, siloProgram, postgres, url, silos, connections, minutes, killEvery,
};
clusterSoak.SetAction(async given => await new ClusterSoakRun(
    given.GetRequiredValue(program),
    given.GetRequiredValue(siloProgram),
    given.GetRequiredValue(postgres),
    given.GetRequiredValue(url),
    given.GetValue(silos),
    given.GetValue(connections),
    TimeSpan.FromMinutes(given.GetValue(minutes)),
    TimeSpan.FromSeconds(given.GetValue(killEvery))).Run() ? 0 : 1);

var live = new Command("live", "Processor time of the service while 1,000 streams of events are open") { url, seconds, pid, rate };
live.SetAction(async given => await Live.Run(
    given.GetRequiredValue(url), given.GetValue(pid), TimeSpan.FromSeconds(given.GetValue(seconds)), given.GetValue(rate)));

var schedules = new Command("schedules", "How late runs of schedules start beside very many that are not due") { url, seconds, pid, connections, many, due };
schedules.SetAction(async given => await Schedules.Run(
    given.GetRequiredValue(url),
    given.GetValue(pid),
    given.GetValue(connections),
    given.GetValue(many),
    given.GetValue(due),
    TimeSpan.FromSeconds(given.GetValue(seconds))));

var batches = new Command("batches", "Noop jobs a second in one batch, beside the same without one") { url, pid, batchJobs, pairs };
batches.SetAction(async given =>
{
    using var service = new Service(given.GetRequiredValue(url), connections: 1);
    await Batches.Run(service, given.GetValue(pid), given.GetValue(batchJobs), given.GetValue(pairs));
});

var queries = new Argument<string[]>("queries") { Description = "Query strings, such as \"state=failed&kind=mail\"" };
var calls = Number("--calls", "Requests for each", 50);
var pages = new Command("pages", "How long the first page of GET /jobs takes, for each of some filters") { url, calls, queries };
pages.SetAction(async given =>
{
    using var service = new Service(given.GetRequiredValue(url), connections: 1);
    await Pages.Run(service, given.GetRequiredValue(queries), given.GetValue(calls));
});

var concurrency = Number("--concurrency", "Jobs at a time", 64);
var rounds = Number("--rounds", "How often, each with as many jobs", 3);
var workers = new Command("workers", "Noop jobs a second that one worker of the .NET client runs") { url, pid, batchJobs, concurrency, rounds };
workers.SetAction(async given => await Workers.Run(
    given.GetRequiredValue(url), given.GetValue(pid), given.GetValue(batchJobs), given.GetValue(concurrency), given.GetValue(rounds)));

var chromium = new Option<string>("--chromium") { Description = "The browser", DefaultValueFactory = _ => "/usr/bin/chromium" };
var overviews = Number("--overviews", "Overviews open at a time", 100);
var lists = new Argument<string[]>("lists") { Description = "Query strings of lists of jobs, such as \"state=failed\"", DefaultValueFactory = _ => [""] };
var dashboard = new Command("dashboard", "How soon pages are there, and what they cost the service") { url, pid, seconds, rate, chromium, overviews, lists };
dashboard.SetAction(async given => await Browsing.Run(
    given.GetRequiredValue(chromium),
    given.GetRequiredValue(url),
    given.GetValue(pid),
    given.GetRequiredValue(lists),
    given.GetValue(overviews),
    given.GetValue(rate),
    TimeSpan.FromSeconds(given.GetValue(seconds))));

var health = new Command("health", "How long GET /healthz takes while something else loads the service") { url, seconds };
health.SetAction(given => HealthLatency.Run(given.GetRequiredValue(url), TimeSpan.FromSeconds(given.GetValue(seconds))));

var sum = new Command("sum", "The exact sum on one core, beside plain ways to go over the same memory") { seconds };
sum.SetAction(given => SumSpeed.Run(TimeSpan.FromSeconds(given.GetValue(seconds))));

var warm = Number("--warm", "Seconds of load before", 20);
var against = new Option<string[]>("--against") { Description = "Others to measure in turn with it", AllowMultipleArgumentsPerToken = true }.AcceptOnlyFromAmong([.. Peer.All.Keys]);
var server = new Option<string?>("--postgres") { Description = "A database on PostgreSQL, as a connection string of who may create others; without it only SQLite" };
var table = new Command("table", "All figures, beside those of others, as a table") { program, url, server, against, rounds, warm, seconds };
table.SetAction(given => new TableRun(
    given.GetRequiredValue(program),
    given.GetRequiredValue(url),
    given.GetValue(server),
    given.GetValue(against) ?? [],
    given.GetValue(rounds),
    TimeSpan.FromSeconds(given.GetValue(warm)),
    TimeSpan.FromSeconds(given.GetValue(seconds))).Run());

var peerName = new Argument<string>("name");
var database = new Option<string>("--database") { Required = true };
var peer = new Command("peer", "One of the others, as table starts it") { peerName, database, warm, seconds };
peer.Hidden = true;
peer.SetAction(given => Peer.Write(
    given.GetRequiredValue(peerName),
    given.GetRequiredValue(database),
    TimeSpan.FromSeconds(given.GetValue(warm)),
    TimeSpan.FromSeconds(given.GetValue(seconds))));

return await new RootCommand("Measures the service, or parts of it.") { throughput, latency, soak, clusterSoak, live, schedules, batches, workers, pages, dashboard, health, sum, table, peer }.Parse(args).InvokeAsync();

static Option<int> Number(string name, string description, int otherwise) =>
    new(name) { Description = description, DefaultValueFactory = _ => otherwise };

static Uri? Loopback(ArgumentResult given)
{
    if (Uri.TryCreate(given.Tokens.Single().Value, UriKind.Absolute, out var url) && url.IsLoopback) return url;
    given.AddError("Only a service on this machine may be loaded.");
    return null;
}
