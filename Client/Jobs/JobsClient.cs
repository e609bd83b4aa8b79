using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace OrleansJobs.Client;

/// <summary>Submits, reads, watches and changes jobs.</summary>
public sealed class JobsClient
{
    private readonly ApiCaller _api;

    internal JobsClient(ApiCaller api) => _api = api;

    /// <summary>Submits a job. When this returns, the job is stored.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Ends the call; the job may have been submitted all the same.</param>
    /// <returns>The new job, or the one that an earlier submit with its key has made.</returns>
    /// <exception cref="OrleansJobsException">It was refused, as its queue is full (429) or it is not valid (404, 422), or the server cannot be reached.</exception>
    public Task<Job> Submit(JobSpec job, CancellationToken cancellationToken = default)
    {
        var key = KeyFor(job);
        var call = ApiCall.With(HttpMethod.Post, "jobs", job with { IdempotencyKey = null }, ClientJson.Default.JobSpec);
        return _api.Send(call with { IsRepeatable = key is not null, Header = key is null ? null : IdempotencyKeys.Header(key) }, ClientJson.Default.Job, cancellationToken);
    }

    /// <summary>Submits many jobs, in as few requests as they need. When this returns, those that were taken are stored.</summary>
    /// <param name="jobs">The jobs. If one has a debounce, its request is not repeated where its answer is lost.</param>
    /// <param name="cancellationToken">Ends the call; jobs may have been submitted all the same.</param>
    /// <returns>One outcome for each, in order.</returns>
    /// <exception cref="OrleansJobsException">The server cannot be reached. Jobs of requests before this one are stored: give jobs keys of their own if all are to be sent again.</exception>
    public async Task<IReadOnlyList<SubmitOutcome>> SubmitMany(IEnumerable<JobSpec> jobs, CancellationToken cancellationToken = default)
    {
        var outcomes = new List<SubmitOutcome>();
        foreach (var chunk in JobChunk.Of(jobs, _api.Options))
        {
            // Items without a key of their own have this one with their place.
            var call = new ApiCall(HttpMethod.Post, "jobs/batch") { Body = chunk.Lines, MediaType = "application/x-ndjson" };
            if (!chunk.HasDebounce) call = call with { IsRepeatable = true, Header = IdempotencyKeys.Header(IdempotencyKeys.New()) };
            outcomes.AddRange((await _api.Send(call, ClientJson.Default.SubmitReply, cancellationToken).ConfigureAwait(false)).Items);
        }

        return outcomes;
    }

    /// <summary>Reads a job.</summary>
    /// <param name="id">The job.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="OrleansJobsException">There is no such job, or the server cannot be reached.</exception>
    public Task<Job> Get(Guid id, CancellationToken cancellationToken = default) => _api.Get($"jobs/{id}", ClientJson.Default.Job, cancellationToken);

    /// <summary>Lists jobs, page by page as they are asked for.</summary>
    /// <param name="filter">Which; null: all.</param>
    /// <param name="cancellationToken">Ends the list.</param>
    public IAsyncEnumerable<Job> List(JobFilter? filter = null, CancellationToken cancellationToken = default)
    {
        var asked = filter ?? new JobFilter();
        return PageReader.List<Job, JobPage>(_api, PathOf, ClientJson.Default.JobPage, cancellationToken);

        string PathOf(string? cursor) => Paths.Query(
            "jobs",
            [.. asked.Conditions,
            ("sort", asked.OldestFirst ? "created" : null),
            ("limit", asked.PageSize),
            ("cursor", cursor)]);
    }

    /// <summary>Counts jobs by state.</summary>
    /// <param name="kind">Only jobs of this kind; null: of all.</param>
    /// <param name="queue">Only jobs of this queue; null: of all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<JobCounts> Counts(string? kind = null, string? queue = null, CancellationToken cancellationToken = default) =>
        _api.Get(Paths.Query("jobs/counts", ("kind", kind), ("queue", queue)), ClientJson.Default.JobCounts, cancellationToken);

    /// <summary>Waits until a job has ended, in whatever way.</summary>
    /// <param name="id">The job.</param>
    /// <param name="timeout">The longest to wait; null: as long as it takes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The job, ended.</returns>
    /// <exception cref="TimeoutException">It has not ended in that time.</exception>
    /// <exception cref="OrleansJobsException">There is no such job, or the server cannot be reached.</exception>
    public async Task<Job> WaitForEnd(Guid id, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var waits = new LongPolls(_api.Options, timeout);
        while (true)
        {
            var job = await _api.Get(Paths.Query($"jobs/{id}", ("wait", waits.Next())), ClientJson.Default.Job, cancellationToken).ConfigureAwait(false);
            if (job.HasEnded) return job;
            if (waits.AreOver) throw NotEnded(id, timeout);
        }
    }

    /// <summary>Waits for a job's result.</summary>
    /// <param name="id">The job.</param>
    /// <param name="timeout">The longest to wait; null: as long as it takes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">It has not ended in that time.</exception>
    /// <exception cref="OrleansJobsException">
    /// The job ended without a result (409), retention has dropped it (410), there is no such job (404), or the server cannot be reached.
    /// </exception>
    public async Task<JsonElement> Result(Guid id, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var waits = new LongPolls(_api.Options, timeout);
        while (true)
        {
            var call = new ApiCall(HttpMethod.Get, Paths.Query($"jobs/{id}/result", ("wait", waits.Next())));
            using var response = await _api.Answer(call, HttpCompletionOption.ResponseContentRead, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.OK) return await ApiCaller.Read(response, ClientJson.Default.JsonElement, cancellationToken).ConfigureAwait(false);
            if (waits.AreOver) throw NotEnded(id, timeout);
        }
    }

    /// <inheritdoc cref="Result(Guid, TimeSpan?, CancellationToken)"/>
    /// <param name="type">How the result is read.</param>
    public async Task<T?> Result<T>(Guid id, JsonTypeInfo<T> type, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        (await Result(id, timeout, cancellationToken).ConfigureAwait(false)).Deserialize(type);

    /// <inheritdoc cref="Result(Guid, TimeSpan?, CancellationToken)"/>
    [RequiresUnreferencedCode(Reflection.Warning), RequiresDynamicCode(Reflection.Warning)]
    public async Task<T?> Result<T>(Guid id, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        (await Result(id, timeout, cancellationToken).ConfigureAwait(false)).Deserialize<T>(JsonSerializerOptions.Web);

    /// <summary>Lists what a job's attempts wrote to its log, oldest first.</summary>
    /// <param name="id">The job.</param>
    /// <param name="attempt">Only the attempt with this number; null: all.</param>
    /// <param name="cancellationToken">Ends the list.</param>
    public IAsyncEnumerable<JobLogLine> Logs(Guid id, int? attempt = null, CancellationToken cancellationToken = default) =>
        PageReader.List<JobLogLine, LogPage>(
            _api, cursor => Paths.Query($"jobs/{id}/logs", ("attempt", attempt), ("limit", 1_000), ("cursor", cursor)), ClientJson.Default.LogPage, cancellationToken);

    /// <summary>Says why a job is where it is, and when it will go on.</summary>
    /// <param name="id">The job.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<JobExplanation> Explain(Guid id, CancellationToken cancellationToken = default) =>
        _api.Get($"jobs/{id}/explain", ClientJson.Default.JobExplanation, cancellationToken);

    /// <summary>Lists the durable steps that a job has done and would not do again, in order of their names, page by page as they are asked for.</summary>
    /// <param name="id">The job.</param>
    /// <param name="cancellationToken">Ends the list.</param>
    public IAsyncEnumerable<JobStep> Steps(Guid id, CancellationToken cancellationToken = default) =>
        PageReader.List<JobStep, StepPage>(_api, cursor => Paths.Query($"jobs/{id}/steps", ("cursor", cursor)), ClientJson.Default.StepPage, cancellationToken);

    /// <summary>Lists how somebody was told of a job's ends, the latest first, at most 20.</summary>
    /// <param name="id">The job.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<JobDelivery>> Deliveries(Guid id, CancellationToken cancellationToken = default) =>
        (await _api.Get($"jobs/{id}/deliveries", ClientJson.Default.DeliveryList, cancellationToken).ConfigureAwait(false)).Deliveries;

    /// <summary>Stops a job wherever it is. Of one that has been cancelled before, nothing changes.</summary>
    /// <param name="id">The job.</param>
    /// <param name="reason">Why, for people; at most 1,000 characters.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="OrleansJobsException">The job has ended in another way (409), there is no such job, or the server cannot be reached.</exception>
    public async Task<Job> Cancel(Guid id, string? reason = null, CancellationToken cancellationToken = default)
    {
        var call = ApiCall.With(HttpMethod.Post, $"jobs/{id}/cancel", new ReasonBody(reason), ClientJson.Default.ReasonBody) with { IsRepeatable = true };
        try
        {
            return await _api.Send(call, ClientJson.Default.Job, cancellationToken).ConfigureAwait(false);
        }
        catch (OrleansJobsException refusal) when (refusal.Type == ProblemTypes.JobHasEnded)
        {
            // A call whose answer was lost has cancelled it, perhaps.
            if (await Get(id, cancellationToken).ConfigureAwait(false) is { State: JobState.Cancelled } job) return job;
            throw;
        }
    }

    /// <summary>Runs an ended job again, with a fresh budget of retries. Not repeated where the answer is lost.</summary>
    /// <param name="id">The job.</param>
    /// <param name="input">Replaces its input; null: it keeps it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="OrleansJobsException">The job has not ended (409), there is no such job, or the server cannot be reached.</exception>
    public Task<Job> Retry(Guid id, JsonElement? input = null, CancellationToken cancellationToken = default) =>
        _api.Send(ApiCall.With(HttpMethod.Post, $"jobs/{id}/retry", new RetryBody(input), ClientJson.Default.RetryBody), ClientJson.Default.Job, cancellationToken);

    /// <summary>Makes a new job like one that has ended, due at once; that one stays as it is.</summary>
    /// <param name="id">The job that has ended.</param>
    /// <param name="input">The new job's input; null: that of the old one.</param>
    /// <param name="idempotencyKey">As of a submit. Null: one that the client makes for this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The new job, whose <see cref="Job.ReplayOf"/> names the old one.</returns>
    /// <exception cref="OrleansJobsException">The job has not ended (409), retention has dropped its input (410), there is no such job, or the server cannot be reached.</exception>
    public Task<Job> Replay(Guid id, JsonElement? input = null, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        var call = ApiCall.With(HttpMethod.Post, $"jobs/{id}/replay", new RetryBody(input), ClientJson.Default.RetryBody);
        return _api.Send(call.Keyed(idempotencyKey), ClientJson.Default.Job, cancellationToken);
    }

    /// <summary>Tells what became of jobs in the last hour, of all silos together.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<JobRates> Rates(CancellationToken cancellationToken = default) => _api.Get("jobs/rates", ClientJson.Default.JobRates, cancellationToken);

    /// <summary>Counts the jobs that match a filter, as an action on them would.</summary>
    /// <param name="filter">Which; one without members: all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<JobMatches> Count(JobFilter filter, CancellationToken cancellationToken = default) =>
        _api.Send(ActionOn(filter, JobAction.Cancel, dryRun: true) with { IsRepeatable = true }, ClientJson.Default.JobMatches, cancellationToken);

    /// <summary>Cancels, retries or deletes all jobs that match a filter and were submitted before this. What a job's state does not allow is skipped.</summary>
    /// <param name="action">What is done to each.</param>
    /// <param name="filter">Which; one without members: all.</param>
    /// <param name="idempotencyKey">As of a submit. Null: one that the client makes for this call.</param>
    /// <param name="cancellationToken">Ends the call; the action may go on all the same.</param>
    /// <returns>The job that does it, which is watched, waited for and cancelled like any other.</returns>
    public Task<Job> Act(JobAction action, JobFilter filter, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        _api.Send(ActionOn(filter, action).Keyed(idempotencyKey), ClientJson.Default.Job, cancellationToken);

    /// <summary>Changes a job that has not ended.</summary>
    /// <param name="id">The job.</param>
    /// <param name="patch">The change.</param>
    /// <param name="ifVersion">Only if it has this <see cref="Job.Version"/>; null: whichever it has.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="OrleansJobsException">The job has ended or runs (409), has another version (412), or the server cannot be reached.</exception>
    public Task<Job> Patch(Guid id, JobPatch patch, long? ifVersion = null, CancellationToken cancellationToken = default)
    {
        var body = JsonSerializer.SerializeToNode(patch, ClientJson.Default.JobPatch)!.AsObject();
        foreach (var member in Enum.GetValues<JobPatchMembers>())
            if (member != JobPatchMembers.None && patch.Reset.HasFlag(member)) body[WordConverter<JobPatchMembers>.Word(member)] = null;
        var call = ApiCall.With(HttpMethod.Patch, $"jobs/{id}", body, ClientJson.Default.JsonObject) with { MediaType = "application/merge-patch+json" };
        call = ifVersion is { } version ? call with { Header = ("If-Match", $"\"{version}-0\"") } : call with { IsRepeatable = true };
        return _api.Send(call, ClientJson.Default.Job, cancellationToken);
    }

    /// <summary>Forgets an ended job, with its log.</summary>
    /// <param name="id">The job.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="OrleansJobsException">The job has not ended (409), there is no such job, or the server cannot be reached.</exception>
    public Task Delete(Guid id, CancellationToken cancellationToken = default) => _api.Send(new ApiCall(HttpMethod.Delete, $"jobs/{id}"), cancellationToken);

    /// <summary>Gives a job a signal that it waits for, or may come to wait for. Of several of one name the first counts.</summary>
    /// <param name="id">The job.</param>
    /// <param name="name">The signal's name.</param>
    /// <param name="value">What the job gets; null: JSON's null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="OrleansJobsException">The job has ended (409), there is no such job, or the server cannot be reached.</exception>
    public Task<Job> Signal(Guid id, string name, JsonElement? value = null, CancellationToken cancellationToken = default)
    {
        var call = ApiCall.With(HttpMethod.Post, $"jobs/{id}/signals/{Paths.Segment(name)}", new SignalBody(value), ClientJson.Default.SignalBody);
        return _api.Send(call with { IsRepeatable = true }, ClientJson.Default.Job, cancellationToken);
    }

    /// <summary>
    /// Tells of a job until it has ended: its states, progress, log and result, each once. A connection that breaks is made again, and the stream
    /// goes on where it was.
    /// </summary>
    /// <param name="id">The job.</param>
    /// <param name="lastEventId">The <see cref="JobEvent.Id"/> of the last event that the caller knows; null: from the beginning.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public IAsyncEnumerable<JobEvent> Events(Guid id, string? lastEventId = null, CancellationToken cancellationToken = default) =>
        JobEvents.Read(_api, $"jobs/{id}/events", lastEventId, IsLast, cancellationToken);

    /// <summary>
    /// Tells every new state of many jobs, from now on, without end. <see cref="JobEvent.Reset"/> says that some may have been missed, as after a
    /// restart of the server. A state may come twice, and a later one, by <see cref="Job.Version"/>, before an earlier.
    /// </summary>
    /// <param name="filter">Of which jobs.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public IAsyncEnumerable<JobEvent> Events(EventFilter filter, CancellationToken cancellationToken = default) =>
        JobEvents.Read(_api, Paths.Query("events", ("queue", filter.Queue), ("kind", filter.Kind), ("tag", filter.Tag)), null, static _ => false, cancellationToken);

    private static bool IsLast(JobEvent told) =>
        told is JobEvent.Result or JobEvent.StateChanged { Job.State: JobState.Failed or JobState.Cancelled };

    private static ApiCall ActionOn(JobFilter filter, JobAction action, bool? dryRun = null) =>
        ApiCall.With(HttpMethod.Post, "jobs/actions", new ActionBody(action, filter.ToJson(), dryRun), ClientJson.Default.ActionBody);

    private static string? KeyFor(JobSpec job) => job.IdempotencyKey ?? (job.Debounce is null ? IdempotencyKeys.New() : null);

    private static TimeoutException NotEnded(Guid id, TimeSpan? timeout) => new($"Job {id} has not ended within {timeout}.");
}
