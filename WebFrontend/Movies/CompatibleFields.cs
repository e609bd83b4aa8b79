namespace OrleansJobs.WebFrontend.Movies;

/// <summary>
/// The fields of a request to a compatible route: members of a JSON body or, where a route allows it and there is no body,
/// parameters of the query string. What nobody asked for is passed over, as the older service did.
/// </summary>
internal sealed record CompatibleFields
{
    /// <summary>The answer to a request that should have a JSON body.</summary>
    public const string NoJson = "Missing JSON in request";

    private const int LongestText = 1_000;

    private ImmutableDictionary<string, string> Values { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What is wrong with the request; null if nothing is.</summary>
    public string? Fault { get; private init; }

    /// <summary>The field as a text; null if it is not there.</summary>
    public string? this[string name] => Values.GetValueOrDefault(name);

    /// <summary>Reads these fields.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large, or breaks off.</exception>
    public static async Task<CompatibleFields> Read(HttpContext context, bool fromQuery, params string[] names)
    {
        using var body = await JsonBody.Read(context, optional: true);
        if (body.Problem is not null) return Faulty(NoJson);
        if (body.Root.EnumerateObject().Any())
            return context.Request.HasJsonContentType() ? FromBody(body.Root, names) : Faulty(NoJson);
        return fromQuery ? FromQuery(context.Request.Query, names) : Faulty(NoJson);
    }

    private static CompatibleFields FromBody(JsonElement body, string[] names)
    {
        var fields = new CompatibleFields();
        foreach (var name in names)
        {
            if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) continue;
            if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number)) return Faulty($"{name} must be a text or a number");
            fields = fields.With(name, value.ValueKind == JsonValueKind.String ? value.GetString()! : FieldReader.NumberAsText(value));
        }

        return fields;
    }

    private static CompatibleFields FromQuery(IQueryCollection query, string[] names)
    {
        var fields = new CompatibleFields();
        foreach (var name in names)
        {
            if (!query.TryGetValue(name, out var values)) continue;
            if (values is not [{ } value]) return Faulty($"{name} is given more than once");
            fields = fields.With(name, value);
        }

        return fields;
    }

    private CompatibleFields With(string name, string value)
    {
        if (Fault is not null) return this;
        if (value.Length > LongestText) return Faulty($"{name} must have at most {LongestText} characters");
        // PostgreSQL has no texts with it; a body with it has been refused.
        if (value.Contains('\0', StringComparison.Ordinal)) return Faulty($"{name} has the character NUL");
        return this with { Values = Values.SetItem(name, value) };
    }

    private static CompatibleFields Faulty(string fault) => new() { Fault = fault };
}
