namespace OrleansJobs.WebFrontend.Requests;

/// <summary>The header by which a caller makes a submit safe to repeat.</summary>
internal sealed class IdempotencyKey : IChecked, IBindableFromHttpContext<IdempotencyKey>, IEndpointParameterMetadataProvider
{
    /// <summary>The member by which an item of a batch has its own key.</summary>
    public const string Field = "idempotencyKey";

    private const string Header = "Idempotency-Key";
    private const int Longest = 255;

    private static readonly IdempotencyKey None = new();

    /// <summary>The key; null if there is none.</summary>
    public string? Value { get; private init; }

    public Problem? Problem { get; private init; }

    public static ValueTask<IdempotencyKey?> BindAsync(HttpContext context, ParameterInfo parameter) => new(context.Request.Headers[Header] switch
    {
        [] => None,
        [{ } key] when FaultOf(key) is null => new() { Value = key },
        _ => new() { Problem = Problem.Invalid(new FieldError { Field = Header, Message = $"must be given once, with 1 to {Longest} printable ASCII characters" }) },
    });

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(ParameterPart.Header(Header,
            $"Makes the submit safe to repeat: the same key with the same body names the same job. 1 to {Longest} printable ASCII characters. "
            + $"Of a batch, with the index of an item, it is the key of each item that has no {Field} of its own."));
        FailsAttribute.Declare(builder, 422);
    }

    /// <summary>Why a text cannot be a key; null if it can.</summary>
    public static string? FaultOf(string key) =>
        key.Length is > 0 and <= Longest && key.All(c => c is >= ' ' and <= '~') ? null : $"must have 1 to {Longest} printable ASCII characters";

    /// <summary>
    /// The key of an item that has none of its own, in a batch that has one. The line feed keeps it apart from all keys
    /// that callers can give.
    /// </summary>
    public string? OfItem(int index) => Value is null ? null : string.Create(CultureInfo.InvariantCulture, $"{Value}\n{index}");
}
