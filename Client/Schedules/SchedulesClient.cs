namespace OrleansJobs.Client;

/// <summary>Jobs by the clock.</summary>
public sealed class SchedulesClient
{
    private readonly ApiCaller _api;

    internal SchedulesClient(ApiCaller api) => _api = api;

    /// <summary>Lists schedules, in order of their names, page by page as they are asked for.</summary>
    /// <param name="cancellationToken">Ends the list.</param>
    public IAsyncEnumerable<Schedule> List(CancellationToken cancellationToken = default) =>
        PageReader.List<Schedule, SchedulePage>(_api, cursor => Paths.Query("schedules", ("cursor", cursor)), ClientJson.Default.SchedulePage, cancellationToken);

    /// <summary>Reads a schedule.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="OrleansJobsException">There is no such schedule, or the server cannot be reached.</exception>
    public Task<Schedule> Get(string name, CancellationToken cancellationToken = default) => _api.Get(PathOf(name), ClientJson.Default.Schedule, cancellationToken);

    /// <summary>Makes or replaces a schedule. Who says the same again changes nothing.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="schedule">What it shall be.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="OrleansJobsException">It is not valid (422), or the server cannot be reached.</exception>
    public Task<Schedule> Put(string name, ScheduleSpec schedule, CancellationToken cancellationToken = default) =>
        _api.Send(ApiCall.With(HttpMethod.Put, PathOf(name), schedule, ClientJson.Default.ScheduleSpec), ClientJson.Default.Schedule, cancellationToken);

    /// <summary>Removes a schedule. Jobs of its runs stay, and go on.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task Delete(string name, CancellationToken cancellationToken = default) => _api.Send(new ApiCall(HttpMethod.Delete, PathOf(name)), cancellationToken);

    /// <summary>Lets no run of a schedule be due.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="reason">Why, for people; at most 1,000 characters.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<Schedule> Pause(string name, string? reason = null, CancellationToken cancellationToken = default)
    {
        var call = ApiCall.With(HttpMethod.Post, PathOf(name) + "/pause", new ReasonBody(reason), ClientJson.Default.ReasonBody);
        return _api.Send(call with { IsRepeatable = true }, ClientJson.Default.Schedule, cancellationToken);
    }

    /// <summary>Lets runs of a schedule be due again, from the next due time on.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<Schedule> Resume(string name, CancellationToken cancellationToken = default) =>
        _api.Send(new ApiCall(HttpMethod.Post, PathOf(name) + "/resume") { IsRepeatable = true }, ClientJson.Default.Schedule, cancellationToken);

    /// <summary>Submits a run now, beside those that are due. Not repeated where the answer is lost.</summary>
    /// <param name="name">The schedule.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The job of the run.</returns>
    public Task<Job> Run(string name, CancellationToken cancellationToken = default) =>
        _api.Send(new ApiCall(HttpMethod.Post, PathOf(name) + "/run"), ClientJson.Default.Job, cancellationToken);

    /// <summary>Tells the next due times of a schedule, with the offset of its zone.</summary>
    /// <param name="name">The schedule.</param>
    /// <param name="count">At most so many, 1 to 1,000.</param>
    /// <param name="from">After this time; null: after now.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<DateTimeOffset>> Preview(string name, int count = 10, DateTimeOffset? from = null, CancellationToken cancellationToken = default) =>
        (await _api.Get(Paths.Query(PathOf(name) + "/preview", ("count", count), ("from", from)), ClientJson.Default.PreviewReply, cancellationToken).ConfigureAwait(false)).Times;

    /// <summary>Submits a run for each due time of the past that has none, at most 10,000.</summary>
    /// <param name="name">The schedule.</param>
    /// <param name="from">Due times at this time or later.</param>
    /// <param name="to">And up to this time, which must not be in the future.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How many due times the range has; each has a run now.</returns>
    public async Task<int> Backfill(string name, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default)
    {
        var call = ApiCall.With(HttpMethod.Post, PathOf(name) + "/backfill", new BackfillBody(from, to), ClientJson.Default.BackfillBody);
        return (await _api.Send(call with { IsRepeatable = true }, ClientJson.Default.BackfillReply, cancellationToken).ConfigureAwait(false)).Runs;
    }

    /// <summary>Tells the next due times that a schedule would have.</summary>
    /// <param name="cron">Its expression.</param>
    /// <param name="zone">Its time zone, by its IANA name; null: UTC.</param>
    /// <param name="count">At most so many, 1 to 1,000.</param>
    /// <param name="from">Due times after this time; null: after now.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="OrleansJobsException">The expression cannot be read, or there is no such zone (422), or the server cannot be reached.</exception>
    public async Task<IReadOnlyList<DateTimeOffset>> PreviewCron(string cron, string? zone = null, int count = 10, DateTimeOffset? from = null, CancellationToken cancellationToken = default) =>
        (await _api.Get(Paths.Query("cron/preview", ("cron", cron), ("zone", zone), ("count", count), ("from", from)), ClientJson.Default.PreviewReply, cancellationToken).ConfigureAwait(false)).Times;

    private static string PathOf(string name) => $"schedules/{Paths.Segment(name)}";
}
