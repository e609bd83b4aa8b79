using OrleansJobs.Queues;
using OrleansJobs.Schedules;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Jobs;
using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.Schedules;

/// <summary>Schedules over HTTP. Changes go to the schedule's grain; reads do not wake it.</summary>
internal static class ScheduleEndpoints
{
    private const string Example =
        """
        {
          "name": "nightly", "cron": "30 2 * * 1-5", "zone": "Europe/Berlin", "job": {"kind": "noop", "priority": 0, "cost": 1, "tags": []},
          "misfire": "once", "overlap": "skip", "paused": false, "nextAt": "2026-11-30T02:30:00+01:00",
          "createdAt": "2026-11-29T10:00:00Z", "changedAt": "2026-11-29T10:00:00Z"
        }
        """;

    internal static readonly Problem NotFound = ProblemTypes.ScheduleNotFound.Because("There is no schedule of this name.");

    public static void MapSchedules(this IEndpointRouteBuilder routes)
    {
        var schedules = routes.MapGroup("/schedules").WithTags("Schedules");
        schedules.MapGet("", List);
        var schedule = schedules.MapGroup("{name}").WithMetadata(ParameterPart.Path("name", "The schedule's name; matches exactly."), new FailsAttribute(404));
        schedule.MapGet("", Get);
        schedule.MapPut("", Put);
        schedule.MapDelete("", Remove);
        schedule.MapPost("pause", Pause);
        schedule.MapPost("resume", Resume);
        schedule.MapPost("run", ScheduleRunEndpoints.Run).MakesWork().RequireAuthorization(Scopes.Operate);
        schedule.MapPost("backfill", ScheduleRunEndpoints.Backfill).MakesWork().RequireAuthorization(Scopes.Operate);
        schedule.MapGet("preview", Preview);
        routes.MapGet("/cron/preview", PreviewCron).WithTags("Schedules");
    }

    /// <summary>Lists schedules, in order of their names</summary>
    /// <response code="200">A page of schedules</response>
    public static async Task<Results<Page<ScheduleList>, Problem>> List(Query<SchedulePlace, SchedulePlace> query, IGrainFactory grains)
    {
        if (query.Problem is { } problem) return problem;
        var page = await Queries(grains).List(query.Value.After, query.Value.Limit);
        return new Page<ScheduleList>(new ScheduleList([.. page.Schedules.Select(ScheduleView.Of)], page.Next), page.Next);
    }

    /// <summary>Reads a schedule</summary>
    /// <response code="200">The schedule</response>
    /// <response code="304">The schedule is as the caller knows it</response>
    [Example(200, Example)]
    public static async Task<Results<Tagged<ScheduleView>, Problem>> Get(string name, NoQuery query, IGrainFactory grains)
    {
        if (query.Problem is { } problem) return problem;
        return QueueName.IsPossible(name) && await Queries(grains).Get(name) is { } schedule
            ? new Tagged<ScheduleView>(ScheduleView.Of(schedule), ScheduleView.TagOf(schedule))
            : NotFound;
    }

    /// <summary>Makes or replaces a schedule</summary>
    /// <remarks>Whoever says the same again changes nothing of when runs are due. Otherwise due times up to now have no run any more.</remarks>
    /// <response code="200">The schedule, replaced</response>
    /// <response code="201">The new schedule</response>
    [Example(200, Example), Example(201, Example)]
    public static async Task<Results<Changed<ScheduleView>, CreatedAt<ScheduleView>, Problem>> Put(
        string name, Body<ScheduleSpec, ScheduleForm> body, KindAccess access, IGrainFactory grains)
    {
        if ((body.Problem ?? await access.Refusal(body.Value.Job.Kind)) is { } problem) return problem;
        if (!QueueName.IsPossible(name)) return Problem.Invalid(new FieldError { Field = "name", Message = "may contain only letters a-z and A-Z, digits, dot, underscore and hyphen" });
        var result = await grains.GetGrain<IScheduleGrain>(name).Put(body.Value);
        return result is ScheduleResult.Changed { IsNew: true, Schedule: var made }
            ? new CreatedAt<ScheduleView>(ScheduleView.Of(made), ScheduleView.TagOf(made), $"/schedules/{name}")
            : result is ScheduleResult.Changed { Schedule: var changed } ? Changed(changed) : ProblemOf(result);
    }

    /// <summary>Removes a schedule</summary>
    /// <remarks>Jobs of its runs stay, and go on.</remarks>
    /// <response code="204">The schedule is gone</response>
    public static async Task<Results<NoContent, Problem>> Remove(string name, IGrainFactory grains) =>
        (await Change(name, grains, schedule => schedule.Remove())).Result switch
        {
            Problem problem => problem,
            _ => TypedResults.NoContent(),
        };

    /// <summary>Lets no run of a schedule be due</summary>
    /// <remarks>Runs that are there go on. It holds until it is resumed, over restarts too.</remarks>
    /// <response code="200">The schedule</response>
    [Example(200, Example)]
    public static async Task<Results<Changed<ScheduleView>, Problem>> Pause(string name, Body<Reason, ReasonForm> body, IGrainFactory grains) =>
        body.Problem is { } problem ? problem : await Change(name, grains, schedule => schedule.Pause(body.Value.Text));

    /// <summary>Lets runs of a schedule be due again</summary>
    /// <remarks>From the next due time on: those that passed meanwhile have no run.</remarks>
    /// <response code="200">The schedule</response>
    [Example(200, Example)]
    public static Task<Results<Changed<ScheduleView>, Problem>> Resume(string name, IGrainFactory grains) =>
        Change(name, grains, schedule => schedule.Resume());

    /// <summary>Tells the next due times of a schedule</summary>
    /// <response code="200">The due times, with the offset of the schedule's zone</response>
    [Example(200, """{"times": ["2026-11-30T02:30:00+01:00", "2026-12-01T02:30:00+01:00"]}""")]
    public static async Task<Results<Answer<SchedulePreview>, Problem>> Preview(string name, Query<PreviewRange, PreviewRange> query, IGrainFactory grains)
    {
        if (query.Problem is { } problem) return problem;
        return QueueName.IsPossible(name) && await Queries(grains).Preview(name, query.Value.From, query.Value.Count) is { } preview
            ? new Answer<SchedulePreview>(preview)
            : NotFound;
    }

    /// <summary>Tells the next due times that a schedule would have</summary>
    /// <response code="200">The due times, with the offset of the zone</response>
    [Fails(422)]
    [Example(200, """{"times": ["2026-11-30T02:30:00+01:00", "2026-12-01T02:30:00+01:00"]}""")]
    public static async Task<Results<Answer<SchedulePreview>, Problem>> PreviewCron(Query<CronQuestion, CronQuestion> query, IGrainFactory grains)
    {
        if (query.Problem is { } problem) return problem;
        var (cron, zone, range) = query.Value;
        return await Queries(grains).PreviewCron(cron, zone, range.From, range.Count) switch
        {
            CronPreview.Due { Preview: var preview } => new Answer<SchedulePreview>(preview),
            CronPreview.Invalid { Errors: var errors } => Problem.Invalid(errors),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no preview."),
        };
    }

    private static IScheduleQueryGrain Queries(IGrainFactory grains) => grains.GetGrain<IScheduleQueryGrain>(0);

    private static async Task<Results<Changed<ScheduleView>, Problem>> Change(string name, IGrainFactory grains, Func<IScheduleGrain, Task<ScheduleResult>> change)
    {
        // A name that no schedule can have wakes no grain.
        if (!QueueName.IsPossible(name)) return NotFound;
        var result = await change(grains.GetGrain<IScheduleGrain>(name));
        return result is ScheduleResult.Changed { Schedule: var schedule } ? Changed(schedule) : ProblemOf(result);
    }

    private static Changed<ScheduleView> Changed(Schedule schedule) => new(ScheduleView.Of(schedule), ScheduleView.TagOf(schedule));

    private static Problem ProblemOf(ScheduleResult result) => result switch
    {
        ScheduleResult.NotFound => NotFound,
        ScheduleResult.Invalid invalid => Problem.Invalid(invalid.Errors),
        ScheduleResult.Unavailable { Unchanged: var unchanged } => Problem.Unavailable(unchanged),
        _ => throw new InvalidOperationException($"{result.GetType().Name} is no refusal of a change."),
    };
}
