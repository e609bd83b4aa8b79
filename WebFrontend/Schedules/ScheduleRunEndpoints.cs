using OrleansJobs.Queues;
using OrleansJobs.Schedules;
using OrleansJobs.WebFrontend.Jobs;

namespace OrleansJobs.WebFrontend.Schedules;

/// <summary>Runs of a schedule that somebody asks for, over HTTP.</summary>
internal static class ScheduleRunEndpoints
{
    /// <summary>Submits a run of a schedule now</summary>
    /// <remarks>Beside those that are due; also while it is paused.</remarks>
    /// <response code="202">The job of the run</response>
    [Fails(422), Fails(429)]
    public static async Task<Results<AcceptedAt<Job>, Problem>> Run(string name, IIdSource ids, IGrainFactory grains)
    {
        if (!QueueName.IsPossible(name)) return ScheduleEndpoints.NotFound;
        return await grains.GetGrain<IScheduleGrain>(name).Run(ids.NewId()) switch
        {
            null => ScheduleEndpoints.NotFound,
            SubmitResult.Accepted accepted => JobResults.Accepted(accepted.Job),
            var refused => JobResults.ProblemOf(refused),
        };
    }

    /// <summary>Submits a run for each due time of the past in a range that has none</summary>
    /// <remarks>
    /// At most 10,000 (Scheduling:Backfill). A run's id follows from schedule and due time: so it can be repeated, and makes no second job of a
    /// run that is there.
    /// </remarks>
    /// <response code="200">The runs are submitted</response>
    [Example(200, """{"runs": 168}""")]
    public static async Task<Results<Answer<BackfillReply>, Problem>> Backfill(string name, Body<BackfillRequest, BackfillForm> body, IGrainFactory grains)
    {
        if (body.Problem is { } problem) return problem;
        if (!QueueName.IsPossible(name)) return ScheduleEndpoints.NotFound;
        var (runs, after) = (0, (DateTimeOffset?)StepBefore(body.Value.From));
        while (after is { } from)
        {
            switch (await grains.GetGrain<IScheduleGrain>(name).Backfill(from, body.Value.To))
            {
                case BackfillResult.Done done:
                    (runs, after) = (runs + done.Runs, done.Next);
                    break;
                case BackfillResult.NotFound:
                    return ScheduleEndpoints.NotFound;
                case BackfillResult.Invalid invalid:
                    return Problem.Invalid(invalid.Errors);
                default:
                    return Problem.Unavailable(false);
            }
        }

        return new Answer<BackfillReply>(new BackfillReply(runs));
    }

    /// <summary>Due times are whole seconds, and none is among the first.</summary>
    private static DateTimeOffset StepBefore(DateTimeOffset time) => time.Year > 1 ? time - TimeSpan.FromMilliseconds(1) : time;
}
