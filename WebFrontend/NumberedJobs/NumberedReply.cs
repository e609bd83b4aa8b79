namespace OrleansJobs.WebFrontend.NumberedJobs;

/// <summary>An answer of the /api routes of numbered jobs, errors too, in the form that clients of an older service know.</summary>
internal sealed class NumberedReply : Answer<NumberedAnswer>, IEndpointMetadataProvider
{
    private NumberedReply(NumberedAnswer answer, int status = 200)
        : base(answer, status)
    {
    }

    /// <summary>It is not there yet.</summary>
    public static NumberedReply Running => new(new NumberedAnswer("running"));

    /// <summary>No new work is taken.</summary>
    public static NumberedReply Draining => Error(503, "shutting down");

    public static new void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Declare(builder, 200);

    /// <summary>It is done, with what came of it.</summary>
    public static NumberedReply Done(Json? data = null) => new(new NumberedAnswer("done") { Data = data });

    /// <summary>There is nothing, or it is refused.</summary>
    public static NumberedReply Error(int status, string reason) => new(new NumberedAnswer("error", reason), status);

    /// <summary>The answer to a submit of a numbered kind.</summary>
    public static NumberedReply Of(SubmitResult result) => result switch
    {
        SubmitResult.Accepted { Job: var job } => new(new NumberedAnswer(JobId: job.Number!.Value)),
        SubmitResult.Existing { Job: var job } => new(new NumberedAnswer(JobId: job.Number!.Value)),
        SubmitResult.Invalid { Errors: [var error, ..] } => Error(400, $"{error.Field} {error.Message}"),
        SubmitResult.KeyReused => Error(400, "the key was used before with another request"),
        SubmitResult.QueueFull => Error(429, "too many jobs are waiting"),
        _ => Error(503, "temporarily unavailable"),
    };
}
