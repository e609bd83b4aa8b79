using OrleansJobs.Schedules;
using OrleansJobs.WebFrontend.Jobs;

namespace OrleansJobs.WebFrontend.Schedules;

/// <summary>The body of a new or replaced schedule. Whether the values are allowed is the engine's to say.</summary>
internal sealed class ScheduleForm : IBodyForm<ScheduleSpec>
{
    public static string Example =>
        """{"cron": "30 2 * * 1-5", "zone": "Europe/Berlin", "job": {"kind": "noop", "tags": ["nightly"]}, "overlap": "skip", "expectWithin": "PT1H"}""";

    public static Type Shape => typeof(ScheduleBody);

    public static ScheduleSpec Read(FieldReader fields) => new()
    {
        Cron = fields.RequiredText("cron"),
        Zone = fields.Text("zone") ?? "UTC",
        Job = ReadJob(fields),
        Misfire = fields.OneOf<MisfirePolicy>("misfire"),
        Overlap = fields.OneOf<OverlapPolicy>("overlap"),
        Jitter = fields.Duration("jitter"),
        StartsAt = fields.Time("startsAt"),
        EndsAt = fields.Time("endsAt"),
        ExpectWithin = fields.Duration("expectWithin"),
    };

    private static JobSpec ReadJob(FieldReader fields)
    {
        if (fields.Nested("job") is not { } job)
        {
            if (!fields.Has("job") || fields.IsNull("job")) fields.Fault("job", "is required");
            return new JobSpec { Kind = "" };
        }

        var spec = JobSpecForm.Read(job);
        job.RefuseOthers();
        return spec;
    }
}
