using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.NumberedJobs;

/// <summary>
/// Jobs by their small numbers, of whatever kind, in the form that clients of an older service know; jobs without a number
/// are not seen here.
/// </summary>
internal static class NumberedJobEndpoints
{
    public static void MapNumberedJobs(this IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/api").WithTags("Numbered jobs");
        jobs.MapGet("get_results/{id}", GetResult);
        jobs.MapGet("jobs", List);
        jobs.MapGet("num_jobs", Count);
        jobs.MapGet("graceful_shutdown", Shutdown).RequireAuthorization(Scopes.Admin);
    }

    /// <summary>What came of a job</summary>
    /// <remarks>A job that failed, was cancelled or expired is a 200 too, with status error and the reason.</remarks>
    /// <response code="200">The result, or that there is none yet or ever</response>
    /// <response code="404">No job has this number</response>
    [Parameter(ParameterLocation.Path, "id", "The job's number.", Format = "int64")]
    [ProducesResponseType<NumberedAnswer>(404)]
    [Example(200, """{"status": "done", "data": {"Ohio": 29.4}}"""), Example(404, """{"status": "error", "reason": "Invalid job_id"}""")]
    public static async Task<NumberedReply> GetResult(string id, IGrainFactory grains)
    {
        var job = long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await grains.GetGrain<IJobQueryGrain>(0).GetByNumber(number)
            : null;
        return job switch
        {
            null => NumberedReply.Error(404, "Invalid job_id"),
            { HasEnded: false } => NumberedReply.Running,
            { State: JobState.Succeeded, Sealed: { } why } => NumberedReply.Error(500, why),
            { State: JobState.Succeeded, PayloadExpired: false } => NumberedReply.Done(job.Result ?? Json.Null),
            { State: JobState.Cancelled } => NumberedReply.Error(200, job.CancelReason ?? "cancelled"),
            { Error: { } error } => NumberedReply.Error(200, error.Message),
            _ => NumberedReply.Error(200, "the result is no longer kept"),
        };
    }

    /// <summary>Lists the jobs that have a number, in order of their submission</summary>
    /// <response code="200">Each job's status</response>
    /// <response code="400">A parameter is wrong</response>
    [ProducesResponseType<NumberedAnswer>(400)]
    [Example(200, """{"status": "done", "data": [{"job_id_1": "done"}, {"job_id_2": "running"}]}""")]
    [Example(400, """{"status": "error", "reason": "limit must be a whole number from 1 to 1000000"}""")]
    public static async Task<Results<NumberedList, NumberedReply>> List(Query<NumberedList.Place, NumberedList.Place> query, IGrainFactory grains)
    {
        if (query.Problem is { Errors: [var fault, ..] }) return NumberedReply.Error(400, $"{fault.Field} {fault.Message}");
        return await NumberedList.Begin(grains.GetGrain<IJobQueryGrain>(0), query.Value);
    }

    /// <summary>How many jobs that have a number have not ended</summary>
    /// <response code="200">Their number</response>
    [Example(200, """{"status": "done", "data": 3}""")]
    public static async Task<NumberedReply> Count(IGrainFactory grains)
    {
        var unfinished = await grains.GetGrain<IJobQueryGrain>(0).CountUnfinishedNumbered();
        return NumberedReply.Done(Json.Parse(unfinished.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Lets the engine finish what it has to do now, and ends the process</summary>
    /// <remarks>
    /// Takes no new work from the first request on. Running while any job of any kind runs, or is due in a queue that is not paused; what is
    /// scheduled, waits for its next attempt or waits in a paused queue stays stored. Once it is done, or after Shutdown:Timeout at the
    /// latest, the process that answered stops.
    /// </remarks>
    /// <response code="200">Whether something is left to do</response>
    [Example(200, """{"status": "running"}""")]
    public static async Task<NumberedReply> Shutdown(GracefulShutdown shutdown) =>
        await shutdown.Advance() ? NumberedReply.Done() : NumberedReply.Running;
}
