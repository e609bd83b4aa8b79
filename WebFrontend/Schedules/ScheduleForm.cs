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
        Misfire = ReadOne<MisfirePolicy>(fields, "misfire"),
        Overlap = ReadOne<OverlapPolicy>(fields, "overlap"),
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

    /// <summary>One of the names of an enumeration; its first if absent.</summary>
    private static T ReadOne<T>(FieldReader fields, string name)
        where T : struct, Enum
    {
        if (fields.Text(name) is not { } text) return default;
        var names = Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName).ToArray();
        if (Array.IndexOf(names, text) is >= 0 and var index) return Enum.GetValues<T>()[index];
        fields.Fault(name, $"must be one of {string.Join(", ", names)}");
        return default;
    }
}
