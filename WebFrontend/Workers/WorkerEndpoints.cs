using OrleansJobs.Queues;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.Workers;

/// <summary>How workers outside get jobs over HTTP. docs/workers.md leads through it.</summary>
internal static class WorkerEndpoints
{
    private const string Example = """{"workers": [{"name": "laptop-7", "kinds": ["thumbnail"], "labels": ["gpu"], "askedAt": "2026-01-31T12:00:00+00:00", "waits": true, "queue": "images"}]}""";

    public static void MapWorkers(this IEndpointRouteBuilder routes)
    {
        var workers = routes.MapGroup("").WithTags("Workers").ChangesDemand(Scopes.Work);
        var queue = workers.MapGroup("/queues/{name}").WithMetadata(ParameterPart.Path("name", "The queue's name; matches exactly."));
        queue.MapPost("lease", Lease).MakesWork();
        queue.MapGet("workers", List);
        workers.MapGet("/workers", ListAll);
        workers.MapAttempts();
    }

    /// <summary>Leases jobs of a queue, if asked to as soon as there are any</summary>
    /// <remarks>
    /// A job that is leased runs, and is the worker's until its lease is over; heartbeats let it last. What holds for the queue, such as limits
    /// of lanes and rates, holds for its leased jobs too. The lists of kinds and labels, max, wait and leaseFor have limits in the settings (Workers).
    /// </remarks>
    /// <response code="200">The jobs, each with the token that the worker names in whatever it says of it, and what earlier attempts have stored as done</response>
    [Fails(404)]
    [Example(200,
        """
        {
          "jobs": [{
            "job": {
              "id": "0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11", "kind": "thumbnail", "queue": "images", "state": "running",
              "priority": 0, "tags": [], "tenant": "default", "input": {"url": "https://example.org/a.png"},
              "attempts": [{"number": 1, "worker": "laptop-7", "startedAt": "2026-01-31T12:00:00+00:00", "outcome": "running"}],
              "createdAt": "2026-01-31T11:59:59+00:00", "runAt": "2026-01-31T11:59:59+00:00", "startedAt": "2026-01-31T12:00:00+00:00",
              "retry": {"maxAttempts": 5, "initialDelay": "PT1S", "factor": 2, "maxDelay": "PT5M", "jitter": 0.1},
              "version": 2, "leaseUntil": "2026-01-31T12:00:30+00:00"
            },
            "token": "8c9ce3a0-58f5-4b6e-a9a4-0f6ad9f2c1de", "leaseUntil": "2026-01-31T12:00:30+00:00",
            "steps": [{"name": "fetched", "value": 1024}]
          }]
        }
        """)]
    public static async Task<Results<Answer<LeaseList>, Problem>> Lease(
        string name, Body<LeaseBody, LeaseForm> body, LeaseWaiter leases, CancellationToken aborted)
    {
        if (body.Problem is { } problem) return problem;
        if (leases.FaultsOf(body.Value) is { Count: > 0 } faults) return Problem.Invalid(faults);

        if (!QueueName.IsPossible(name)) return NotFound;
        return new Answer<LeaseList>(new LeaseList(await leases.Lease(name, body.Value, aborted)));
    }

    /// <summary>Lists the workers that ask a queue for jobs</summary>
    /// <remarks>
    /// Those that have asked within the last two minutes, by name, at most 1,000; of several of one name the last. The queue knows them from what they
    /// asked: after a restart, when they have asked again.
    /// </remarks>
    /// <response code="200">The workers; none if none has asked</response>
    [Fails(404)]
    [Example(200, Example)]
    public static async Task<Results<Answer<WorkerList>, Problem>> List(string name, NoQuery query, IGrainFactory grains)
    {
        if (query.Problem is { } problem) return problem;
        return QueueName.IsPossible(name) ? new Answer<WorkerList>(new WorkerList(await grains.GetGrain<IQueueGrain>(name).ListWorkers())) : NotFound;
    }

    /// <summary>Lists the workers that ask any queue for jobs</summary>
    /// <remarks>Those that have asked within the last two minutes, in order of the queues and of their names, at most 10,000.</remarks>
    /// <response code="200">The workers; none if none has asked</response>
    [Example(200, Example)]
    public static async Task<Results<Answer<WorkerList>, Problem>> ListAll(NoQuery query, IGrainFactory grains)
    {
        if (query.Problem is { } problem) return problem;
        return new Answer<WorkerList>(new WorkerList(await grains.GetGrain<IQueueQueryGrain>(0).ListWorkers()));
    }

    // A name that no job can give wakes no grain.
    private static Problem NotFound => ProblemTypes.QueueNotFound.Because("There is no queue of this name.");
}
