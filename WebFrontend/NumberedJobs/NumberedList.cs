namespace OrleansJobs.WebFrontend.NumberedJobs;

/// <summary>200 with the state of each numbered job, written page by page, so that a long list is never in memory as a whole.</summary>
internal sealed class NumberedList : IResult, IEndpointMetadataProvider
{
    /// <summary>Jobs asked of the grain, and written, at a time.</summary>
    private const int PageSize = 10_000;

    private readonly IJobQueryGrain _jobs;
    private ImmutableArray<NumberedJob> _page;
    private int _left;

    private NumberedList(IJobQueryGrain jobs, ImmutableArray<NumberedJob> first, int limit) => (_jobs, _page, _left) = (jobs, first, limit);

    /// <summary>Reads the first page, so that a fault of the store can still be answered.</summary>
    public static async Task<NumberedList> Begin(IJobQueryGrain jobs, Place place) =>
        new(jobs, await jobs.ListNumbered(place.After, Math.Min(place.Limit, PageSize)), place.Limit);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(200, typeof(NumberedAnswer), [JsonReply.MediaType]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = JsonReply.MediaType;
        response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("status", "done");
        json.WriteStartArray("data");
        while (true)
        {
            Write(json, _page);
            _left -= _page.Length;
            if (_left == 0 || _page.Length < PageSize) break;
            json.Flush();
            await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
            _page = await _jobs.ListNumbered(_page[^1].Number, Math.Min(_left, PageSize));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ImmutableArray<NumberedJob> jobs)
    {
        foreach (var job in jobs)
        {
            json.WriteStartObject();
            json.WriteString(string.Create(CultureInfo.InvariantCulture, $"job_id_{job.Number}"), job.State switch
            {
                JobState.Succeeded => "done",
                JobState.Failed or JobState.Cancelled => "error",
                _ => "running",
            });
            json.WriteEndObject();
        }
    }

    /// <summary>The query string: how many jobs, behind which.</summary>
    internal sealed record Place(int Limit, int After) : IQueryForm<Place>
    {
        public static Place Read(QueryReader query) => new(
            query.Integer("limit", "At most so many, 1 to 1,000,000; 100,000 if absent.", 1, 1_000_000) ?? 100_000,
            query.Integer("after", "Only jobs with a number above this.", 0, int.MaxValue) ?? 0);
    }
}
