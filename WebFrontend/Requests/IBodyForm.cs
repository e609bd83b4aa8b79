namespace OrleansJobs.WebFrontend.Requests;

/// <summary>How a <typeparamref name="T"/> stands in a JSON body.</summary>
internal interface IBodyForm<T>
{
    /// <summary>An example, for the OpenAPI document.</summary>
    static abstract string Example { get; }

    /// <summary>What the OpenAPI document tells of the members.</summary>
    static virtual Type Shape => typeof(T);

    /// <summary>Whether the body may be left out, which counts as an empty object.</summary>
    static virtual bool IsOptional => false;

    /// <summary>Other media types that it may be sent as.</summary>
    static virtual ImmutableArray<string> OtherMediaTypes => [];

    /// <summary>Reads the members; whatever is not asked for is refused.</summary>
    static abstract T Read(FieldReader fields);
}
