namespace OrleansJobs.WebFrontend.Workers;

/// <summary>What a worker asks a queue for.</summary>
/// <param name="Kinds">The kinds of job that it runs, 1 to 100. They need not be registered yet.</param>
/// <param name="Worker">Its name, for people; 1 to 100 characters.</param>
/// <param name="Labels">What it has, at most 100: it gets no job that requires anything else.</param>
/// <param name="Max">As many jobs at most, 1 to 100.</param>
/// <param name="Wait">How long to wait if there is none, at most a minute; absent: not at all.</param>
/// <param name="LeaseFor">How long a job is its own from the answer, and from each heartbeat: 1 s to 1 h; absent: 30 s.</param>
internal sealed record LeaseBody(
    ImmutableArray<string> Kinds,
    string Worker = "worker",
    ImmutableArray<string>? Labels = null,
    int Max = 1,
    TimeSpan? Wait = null,
    TimeSpan? LeaseFor = null);

/// <inheritdoc cref="LeaseBody"/>
internal sealed class LeaseForm : IBodyForm<LeaseBody>
{
    private const int LongestWorker = 100;

    // The highest limit that can be configured for names of kinds and labels.
    private const int LongestName = 1_000;

    public static string Example =>
        """{"kinds": ["thumbnail"], "worker": "laptop-7", "labels": ["gpu"], "max": 4, "wait": "PT30S", "leaseFor": "PT1M"}""";

    public static LeaseBody Read(FieldReader fields)
    {
        var body = new LeaseBody(
            Names(fields, "kinds"),
            fields.Text("worker") ?? "worker",
            Names(fields, "labels"),
            fields.Integer("max") ?? 1,
            fields.Duration("wait"),
            fields.Duration("leaseFor"));
        if (!IsName(body.Worker, LongestWorker)) fields.Fault("worker", Allowed(LongestWorker));
        return body;
    }

    private static ImmutableArray<string> Names(FieldReader fields, string member)
    {
        var names = fields.Texts(member);
        foreach (var (index, name) in names.Index())
            if (!IsName(name, LongestName)) fields.Fault($"{member}[{index}]", Allowed(LongestName));
        return names;
    }

    private static bool IsName(string text, int longest) => text.Length > 0 && text.Length <= longest && !text.Any(char.IsControl);

    private static string Allowed(int longest) => $"must have 1 to {longest} characters, none of them a control character";
}
