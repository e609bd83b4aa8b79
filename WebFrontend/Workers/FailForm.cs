namespace OrleansJobs.WebFrontend.Workers;

/// <summary>The body that says that an attempt failed.</summary>
/// <param name="Token">The token of the lease.</param>
/// <param name="Error">Why.</param>
/// <param name="Retryable">Whether another attempt may do better: then the job's rule of retries decides.</param>
/// <param name="HoldQueueUntil">No job of the queue starts before this time, at most 30 days ahead, as when an upstream says when to come again; absent: nothing holds it.</param>
internal sealed record FailBody(Guid Token, FailError Error, bool Retryable = true, DateTimeOffset? HoldQueueUntil = null);

/// <summary>Why an attempt failed.</summary>
/// <param name="Message">A sentence for a person.</param>
/// <param name="Type">The kind of error, such as the name of an exception.</param>
internal sealed record FailError(string Message, string Type = FailError.DefaultType)
{
    public const string DefaultType = "error";
}

/// <inheritdoc cref="FailBody"/>
internal sealed class FailForm : IBodyForm<FailBody>
{
    public static string Example =>
        """{"token": "8c9ce3a0-58f5-4b6e-a9a4-0f6ad9f2c1de", "error": {"type": "HTTPError", "message": "503 Service Unavailable"}, "retryable": true}""";

    public static FailBody Read(FieldReader fields) => new(
        fields.Required("token", fields.Id), ReadError(fields), fields.Flag("retryable") ?? true, fields.Time("holdQueueUntil"));

    private static FailError ReadError(FieldReader fields)
    {
        if (fields.Nested("error") is not { } error)
        {
            if (!fields.Has("error") || fields.IsNull("error")) fields.Fault("error", "is required");
            return new FailError("");
        }

        var read = new FailError(error.RequiredText("message"), error.Text("type") ?? FailError.DefaultType);
        error.RefuseOthers();
        return read;
    }
}
