using System.Text.Json;
using OrleansJobs.Jobs;
using OrleansJobs.WebFrontend.Requests;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>The query string of a list of jobs.</summary>
internal static class JobListQuery
{
    private static readonly Dictionary<string, JobState> States =
        Enum.GetValues<JobState>().ToDictionary(NameOf, StringComparer.Ordinal);

    /// <summary>The order by time of submit, newest first: the default.</summary>
    public const string NewestFirst = "-created";

    /// <summary>The order by time of submit, oldest first.</summary>
    public const string OldestFirst = "created";

    /// <summary>The names of the states.</summary>
    public static IEnumerable<string> StateNames => States.Keys;

    /// <summary>A state as callers see it.</summary>
    public static string NameOf(JobState state) => JsonNamingPolicy.CamelCase.ConvertName(Enum.GetName(state)!);

    /// <summary>Reads the filter; faults go to <paramref name="query"/>.</summary>
    public static JobFilter Read(QueryReader query) => new()
    {
        State = ReadState(query),
        Kind = query.Text("kind"),
        Queue = query.Text("queue"),
        Tag = query.Text("tag"),
        CreatedFrom = query.Time("createdFrom"),
        CreatedTo = query.Time("createdTo"),
        Text = query.Text("q"),
        OldestFirst = ReadSort(query),
        Limit = query.Integer("limit", absent: 50, least: 1, most: 500),
        Before = ReadCursor(query),
    };

    private static JobState? ReadState(QueryReader query)
    {
        if (query.Text("state") is not { } text) return null;
        if (States.TryGetValue(text, out var state)) return state;
        query.Fault("state", $"must be one of {string.Join(", ", StateNames)}");
        return null;
    }

    private static bool ReadSort(QueryReader query)
    {
        var sort = query.Text("sort");
        if (sort is not (null or NewestFirst or OldestFirst)) query.Fault("sort", $"must be {NewestFirst} or {OldestFirst}");
        return sort == OldestFirst;
    }

    private static long? ReadCursor(QueryReader query)
    {
        if (query.Text("cursor") is not { } text) return null;
        if (JobCursor.TryRead(text, out var before)) return before;
        query.Fault("cursor", "is not one that a page of this list gave");
        return null;
    }
}
