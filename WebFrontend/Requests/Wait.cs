namespace OrleansJobs.WebFrontend.Requests;

/// <summary>
/// How long a caller is ready to wait for an answer: the query parameter <c>wait=30s</c>, or <c>Prefer: wait=30</c> (RFC 7240, 4.3). A
/// preference that is not understood is ignored (RFC 7240, 2).
/// </summary>
internal sealed class Wait : IChecked, IBindableFromHttpContext<Wait>, IEndpointParameterMetadataProvider
{
    /// <summary>A longer wait is cut to this.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private const string About = "How long to wait for the end of the job, at most 60 s: \"30\", \"30s\" or \"PT30S\".";

    /// <summary>The time; zero if none is asked for.</summary>
    public TimeSpan Time { get; private init; }

    public Problem? Problem { get; private init; }

    public static ValueTask<Wait?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var query = new QueryReader(context.Request.Query);
        var time = Read(query);
        query.RefuseOthers();
        if (query.Problem is null) time ??= Preferred(context);
        return new(new Wait { Time = time ?? TimeSpan.Zero, Problem = query.Problem });
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        QueryReader.Declare(builder, query => Read(query));
        builder.Metadata.Add(ParameterPart.Header("Prefer", "\"wait=30\": as the parameter wait."));
    }

    /// <summary>Reads "30", "30s" or "PT30S".</summary>
    public static bool TryParse(string text, out TimeSpan wait)
    {
        if (Iso8601Duration.TryParse(text, out wait)) return wait >= TimeSpan.Zero;
        var isNumber = TryParseSeconds(text.EndsWith('s') ? text.AsSpan(0, text.Length - 1) : text, out var seconds);
        wait = TimeSpan.FromSeconds(seconds);
        return isNumber;
    }

    private static TimeSpan? Read(QueryReader query)
    {
        if (query.Text("wait", About) is not { } text) return null;
        if (TryParse(text, out var wait)) return Cut(wait);
        query.Fault("wait", "must be seconds (\"30\", \"30s\") or an ISO 8601 duration (\"PT30S\"), not negative");
        return null;
    }

    private static TimeSpan? Preferred(HttpContext context)
    {
        foreach (var preference in context.Request.Headers["Prefer"].SelectMany(header => header!.Split(',', StringSplitOptions.TrimEntries)))
        {
            if (!preference.StartsWith("wait=", StringComparison.OrdinalIgnoreCase) || !TryParseSeconds(preference.AsSpan(5), out var seconds)) continue;
            var applied = Cut(TimeSpan.FromSeconds(seconds));
            context.Response.Headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"wait={applied.TotalSeconds}");
            return applied;
        }

        return null;
    }

    private static bool TryParseSeconds(ReadOnlySpan<char> text, out int seconds) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds);

    private static TimeSpan Cut(TimeSpan wait) => wait < Longest ? wait : Longest;
}
